"""Import a submission's modules from bytes, without a folder on sys.path."""

import importlib
import importlib.abc
import importlib.machinery
import linecache
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

PACKAGE = "student"  # the package that contains a submission's modules


class SubmissionFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the submission's files as `student.NAME`, and files in a folder as `student.FOLDER.NAME`."""

    def __init__(self, files: Mapping[str, bytes], folder: str, package: str) -> None:
        self.folder, self.package = folder, package
        self.sources = {name.removesuffix(".py").replace("/", "."): source for name, source in files.items()}

    def inner(self, name: str) -> str:
        """Return a module's name relative to the package."""
        return "__init__" if name == self.package else name.removeprefix(self.package + ".")

    def path(self, inner: str) -> str:
        return f"{self.folder}/{inner.replace('.', '/')}.py"

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name == self.package:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        inner = self.inner(name)
        if name.startswith(self.package + ".") and any(other.startswith(inner + ".") for other in self.sources):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        if not name.startswith(self.package + ".") or inner not in self.sources:
            return None
        spec = importlib.machinery.ModuleSpec(name, self, origin=self.path(inner))
        spec.has_location = True
        return spec

    def exec_module(self, module: types.ModuleType) -> None:
        inner = self.inner(module.__name__)
        source = self.sources.get(inner, b"")
        path = self.path(inner)
        lines = source.decode("utf-8", "replace").splitlines(keepends=True)
        linecache.cache[path] = (len(source), None, lines, path)
        exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102  running it is the task


class ShortNames(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes `import NAME` return the module `student.NAME`; last on the path, so that files shadow no packages."""

    def __init__(self, finder: SubmissionFinder) -> None:
        self.finder = finder

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name in self.finder.sources else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return importlib.import_module(f"{self.finder.package}.{spec.name}")

    def exec_module(self, module: types.ModuleType) -> None:
        # The module is already loaded; only restore its spec.
        module.__spec__ = self.finder.find_spec(module.__name__)


class Importer:
    """Makes a submission's modules importable in this process until it is closed."""

    def __init__(self, files: Mapping[str, bytes], folder: str, package: str) -> None:
        self.package, self.folder = package, folder
        self.finder = SubmissionFinder(files, folder, package)
        self.short_names = ShortNames(self.finder)
        self.loaded: dict[str, types.ModuleType] = {}  # by `alone`
        sys.meta_path.insert(0, self.finder)
        if package == PACKAGE:
            sys.meta_path.append(self.short_names)

    @property
    def sources(self) -> Mapping[str, bytes]:
        return self.finder.sources

    def load(self, module: str) -> types.ModuleType:
        """Import a module of the submission; exceptions of its code propagate."""
        return importlib.import_module(f"{self.package}.{module}")

    def unhook(self) -> None:
        """Stop importing modules; those already imported stay."""
        for finder in (self.finder, self.short_names):
            if finder in sys.meta_path:
                sys.meta_path.remove(finder)

    def close(self) -> None:
        """Remove the submission's modules, so that another submission can be imported."""
        self.unhook()
        self._take()

    def _take(self) -> dict[str, types.ModuleType]:
        """Remove the modules of the package, whoever imported them, and return them by name."""
        start = f"{self.package}."
        mine = {id(m) for name, m in sys.modules.items() if name.startswith(start) or name == self.package}
        names = [name for name, m in sys.modules.items() if id(m) in mine] if mine else []
        return {name: sys.modules.pop(name) for name in names}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Import this submission's modules inside the block only, while others of the same package are put aside."""
        others = self._take()
        sys.modules.update(self.loaded)
        sys.meta_path.insert(0, self.finder)
        try:
            yield
        finally:
            sys.meta_path.remove(self.finder)
            self.loaded = self._take()
            sys.modules.update(others)
