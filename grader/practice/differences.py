"""Warn about what works in practice and is missing while grading: packages, files, the network, processes."""

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from grader import packages
from grader.course import Course

UNDER_MAIN = 'put this under `if __name__ == "__main__":`'
EVENTS = {
    "open": "opens a file",
    "socket.connect": "uses the network",
    "socket.getaddrinfo": "uses the network",
    "subprocess.Popen": "starts a process",
    "os.system": "starts a process",
    "os.fork": "starts a process",
    "os.posix_spawn": "starts a process",
}
_folders: list[str] = []  # whose modules are being imported; more than one if noticing() is nested
_seen: dict[tuple[str, int, str], None] = {}
_hooked: list[bool] = []


def missing_packages(course: Course, files: Mapping[str, bytes]) -> list[str]:
    """Return a warning for each import that grading lacks, also inside functions."""
    warnings = []
    own = {name.partition("/")[0].removesuffix(".py") for name in files}
    for file, source in files.items():
        with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            names = dict.fromkeys(name for name in _imports(ast.parse(source)) if name not in own)
            for name in packages.not_among(course.worker.packages, names):
                warnings.append(
                    f"{file} imports {name}, which is missing while grading; use {', '.join(course.worker.packages)}."
                )
    return warnings


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@contextmanager
def noticing(folder: str) -> Iterator[None]:
    """Notice files, network and processes that modules of a student's folder use while they are imported."""
    if not _hooked:
        sys.addaudithook(_hear)  # it cannot be removed, and does nothing outside this block
        _hooked.append(True)
    _folders.append(folder)
    try:
        yield
    finally:
        _folders.pop()


def noticed() -> list[str]:
    """Return a warning for each line noticed so far, and forget them."""
    found = [
        f"{file}, line {line}, {what} when it is imported; while grading, this fails or is of no use: {UNDER_MAIN}."
        for file, line, what in _seen
    ]
    _seen.clear()
    return found


def _hear(event: str, _arguments: Sequence[object]) -> None:
    if _folders and event in EVENTS and (frame := _own_frame(_folders[-1])):
        _seen[frame.f_code.co_filename.rpartition("/")[2], frame.f_lineno, EVENTS[event]] = None


def _own_frame(folder: str) -> FrameType | None:
    """Return the frame of the student's module that led here; None if it only imports another package."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and not frame.f_code.co_filename.startswith(f"{folder}/"):
        if "importlib" in frame.f_code.co_filename:
            return None
        frame = frame.f_back
    return frame
