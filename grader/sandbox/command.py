"""Build the command that starts a zygote: program, environment and visible files."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.packages import closure
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.scratch import BYTES, FILES, PLACE

ROOT = Path(__file__).resolve().parents[2]  # the folder that the kit is imported from
KIT_PACKAGES = ("msgspec", "numpy")  # required by the worker itself
# The modules of the kit that a worker can import, besides those that the course names.
KIT_MODULES = (
    *("grader", "grader.values", "grader.text", "grader.asking", "grader.asking.frames"),
    *("grader.worker", "grader.worker.answering", "grader.worker.importing", "grader.worker.reading"),
    *("grader.worker.extraction", "grader.worker.bindings", "grader.worker.magics", "grader.worker.networks"),
    *("grader.worker.recipes", "grader.worker.statements", "grader.worker.tensors", "grader.worker.tokens"),
    *("grader.sandbox", "grader.sandbox.zygote", "grader.sandbox.lock", "grader.sandbox.calls", "grader.sandbox.probe"),
    "grader.sandbox.scratch",
)
SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/usr/share/zoneinfo")
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
KIT_IN_JAIL = "/kit"


@dataclass(frozen=True)
class Supplies:
    """Packages and files that workers may use.

    Attributes:
        packages: installed packages that student code may import.
        preload: modules to import once, before any submission.
        recipes: the module with the course's recipes.
        unused: modules that are not imported ahead, since nobody needs them in this run; torch may be one of them.
        files: additional files that workers may read, such as pretrained weights.
        environment: variables that tell student code where these files are.
    """

    packages: tuple[str, ...]
    preload: tuple[str, ...] = ()
    recipes: str = ""
    files: tuple[Path, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def imports(self) -> tuple[str, ...]:
        """The modules of packages that a zygote imports."""
        return tuple(name for name in self.preload if name not in self.unused)

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of the kit and of the course that a zygote imports."""
        tensors = ("grader.worker.tensors",) if "torch" in closure(self.packages) else ()
        own = (*tensors, self.recipes) if self.recipes else tensors
        return tuple(name for name in own if not ("torch" in self.unused and "torch" in _source(name)))


@cache
def _source(module: str) -> str:
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None  # noqa: S101  these modules are files
    return Path(spec.origin).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Command:
    """The arguments and the environment to start a zygote with."""

    arguments: tuple[str, ...]
    environment: dict[str, str]


@cache
def readable_paths(supplies: Supplies) -> tuple[str, ...]:
    """Return the paths that workers may read: Python, the packages with their dependencies, and the files."""
    stdlib = Path(sysconfig.get_paths()["stdlib"])
    entries = [str(entry) for entry in stdlib.iterdir() if entry.name not in ("site-packages", "dist-packages")]
    library = Path(sysconfig.get_config_var("LIBDIR") or "/nonexistent")
    entries += [str(file) for file in library.glob("libpython*")]
    for name in sorted(closure((*supplies.packages, *KIT_PACKAGES))):
        entries += _entries_of(importlib.metadata.distribution(name))
    entries += map(str, supplies.files)
    system = [path for path in SYSTEM if os.path.exists(path)]  # noqa: PTH110
    return tuple(dict.fromkeys([*system, *entries]))


@cache
def package_folders(packages: tuple[str, ...]) -> list[str]:
    """Return the folders that these packages are installed in, several if environments are layered."""
    found = (
        importlib.metadata.distribution(name).locate_file("") for name in sorted(closure((*packages, *KIT_PACKAGES)))
    )
    return list(dict.fromkeys(map(str, found)))


def _entries_of(distribution: importlib.metadata.Distribution) -> list[str]:
    """Return the files and folders in site-packages that belong to a distribution."""
    names = {file.parts[0] for file in distribution.files or [] if file.parts[0] != ".."}
    root = Path(str(distribution.locate_file("")))
    return [str(root / name) for name in sorted(names) if not name.endswith(".pth") and name != "__pycache__"]


def command(level: IsolationLevel, supplies: Supplies, scratch: Path, control: int) -> Command:
    """Return the command for a zygote at this level; `scratch` is its writable folder, not used at R1."""
    kit = KIT_IN_JAIL if level is IsolationLevel.R1 else str(ROOT)
    temporary = "/tmp" if level is IsolationLevel.R1 else str(scratch)
    site_packages = package_folders(supplies.packages)
    boot = (
        f"import sys, site; sys.path += {site_packages!r}; site.setquit(); site.sethelper(); "
        f"sys.path.insert(0, {kit!r}); from grader.sandbox import zygote; "
        f"{'pass' if kit in site_packages else 'sys.path.pop(0)'}; zygote.main({control})"
    )
    python = (os.path.realpath(sys.executable), "-s", "-S", "-P", "-B", "-c", boot)
    environment = {
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "PATH": "/nonexistent",
        "PYTHONHASHSEED": "0",
        "TMPDIR": temporary,
        "XDG_CACHE_HOME": temporary,
        "MPLCONFIGDIR": temporary,
        "MPLBACKEND": "Agg",
        "TORCHINDUCTOR_CACHE_DIR": temporary,
        "CUDA_VISIBLE_DEVICES": "",
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    environment |= dict(supplies.environment)
    if level is not IsolationLevel.R1:
        return Command(python, environment)
    before: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    if can_mount():
        before, files = _mounter(scratch / "files"), ("--bind", str(scratch / "files"), PLACE)
        (scratch / "files").mkdir()
    return Command((*before, *_bubblewrap(supplies, python[0], environment, files), "--", *python), environment)


def _mounter(folder: Path) -> tuple[str, ...]:
    """Return the start of a command that mounts a small file system on a folder, visible to that command only.

    Bubblewrap can mount one itself, but limits only its bytes, and empty files take memory too.
    """
    options = f"size={BYTES},nr_inodes={FILES},mode=700,nosuid,nodev,noexec"
    script = f'mount -t tmpfs -o {options} scratch "$0" && exec "$@"'
    user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    return ("unshare", *user, "--mount", "sh", "-c", script, str(folder))


@cache
def can_mount() -> bool:
    """Return whether a file system of limited size can be mounted here; otherwise workers cannot write files."""
    with tempfile.TemporaryDirectory(prefix="convkit-") as folder:
        try:
            done = subprocess.run([*_mounter(Path(folder)), "true"], capture_output=True, check=False, timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0


def _bubblewrap(supplies: Supplies, python: str, environment: dict[str, str], files: Iterable[str] = ()) -> list[str]:
    """Return the bubblewrap arguments: separate namespaces, and only the readable paths as files.

    `files` are the arguments for the folder that workers may write to.
    """
    arguments = ["bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--uid", "65534", "--gid", "65534"]
    arguments += ["--cap-drop", "ALL", "--die-with-parent", "--new-session", "--clearenv", "--hostname", "jail"]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/"]
    for name, value in environment.items():
        arguments += ["--setenv", name, value]
    for path in (*readable_paths(supplies), python):
        if Path(path).is_symlink() and path in SYSTEM:
            arguments += ["--symlink", os.readlink(path), path]  # noqa: PTH115  /lib -> usr/lib stays relative
        else:
            arguments += ["--ro-bind-try", path, path]
    for source, place in _kit_files(supplies.recipes):
        arguments += ["--ro-bind", str(source), f"{KIT_IN_JAIL}/{place}"]
    return [*arguments, *files, "--remount-ro", "/"]


def _kit_files(recipes: str) -> list[tuple[Path, str]]:
    """Return the files of the kit that workers import, with their paths relative to KIT_IN_JAIL."""
    parents = [recipes.rsplit(".", i)[0] for i in range(recipes.count("."), 0, -1)]
    files = []
    for name in dict.fromkeys([*KIT_MODULES, *parents, *([recipes] if recipes else [])]):
        spec = importlib.util.find_spec(name)
        assert spec is not None and spec.origin is not None  # noqa: S101  these modules are files
        is_package = spec.submodule_search_locations is not None
        files.append((Path(spec.origin), name.replace(".", "/") + ("/__init__.py" if is_package else ".py")))
    return files


def has_bubblewrap() -> bool:
    return shutil.which("bwrap") is not None
