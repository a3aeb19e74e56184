"""Attempt forbidden operations inside a locked worker."""

import ctypes
import os
import resource
import socket
from collections.abc import Callable
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)


def attempts(course: str, *, writes: bool) -> dict[str, bool]:
    """Return whether each attempt succeeded. Used only in workers without a submission.

    A worker that `writes` may do so in its working directory; writing anywhere else is still attempted.
    """
    tries: dict[str, Callable[[], object]] = {
        "read_a_system_file": lambda: Path("/etc/passwd").read_bytes(),
        "list_the_course": lambda: os.listdir(course),  # noqa: PTH208
        "see_the_course": lambda: os.stat(os.path.join(course, "course.toml")),  # noqa: PTH116, PTH118
        "read_the_parents_environment": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        "write_a_file": lambda: _write("/tmp/probe"),
        "write_to_the_top": lambda: _write("/probe"),
        "write_beside_its_folder": lambda: _write("../probe"),
        "list_what_is_beside_its_folder": lambda: os.listdir(".."),  # noqa: PTH208
        "write_to_shared_memory": lambda: _write("/dev/shm/probe"),
        "make_a_symbolic_link": lambda: _remove_after(lambda: os.symlink("/", "probe")),  # noqa: PTH211
        "make_a_hard_link": lambda: _remove_after(lambda: os.link(os.__file__, "probe")),
        "make_a_pipe": lambda: _remove_after(lambda: os.mkfifo("probe")),
        "change_a_mode": lambda: os.chmod(".", 0o700),  # noqa: PTH101
        "fork": _fork,
        "run_a_program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606  it must be refused
        "open_a_socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
        "signal_its_parent": lambda: os.kill(os.getppid(), 0),
        "trace_its_parent": lambda: _checked(_libc.ptrace(16, os.getppid(), 0, 0)),
        "make_shared_memory": lambda: _checked(_libc.shmget(0, 4096, 0o1600)),
        "make_an_anonymous_file": lambda: os.close(os.memfd_create("probe")),
        "raise_its_memory_limit": lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)),
    }
    if not writes:
        tries["write_here"] = lambda: _write("probe")
    return {name: _succeeds(attempt) for name, attempt in tries.items()}


def _succeeds(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, ValueError):
        return False
    return True


def _write(path: str) -> None:
    with open(path, "w") as file:  # noqa: PTH123
        file.write("x")
    os.unlink(path)  # noqa: PTH108


def _remove_after(make: Callable[[], object]) -> None:
    make()
    os.unlink("probe")  # noqa: PTH108


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _checked(result: int) -> None:
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
