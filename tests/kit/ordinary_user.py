"""Run a command as an ordinary user, from a test that root runs: `python ordinary.py UID OPENED… -- COMMAND…`.

Python and the kit may lie where only root may go. In a mount namespace of the command's own, every closed folder on
the way to one of the paths OPENED is replaced by an empty one that all may enter, with nothing in it but the path.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

NOBODY = 65534
_NEW_NAMESPACE, _PRIVATE, _BIND, _RECURSIVE = 0x20000, 1 << 18, 4096, 1 << 14


def command(opened: Sequence[Path], arguments: Sequence[str]) -> list[str]:
    """Return the command line that runs a command as `nobody` with access to these folders."""
    return [sys.executable, "-I", "-S", __file__, str(NOBODY), *map(str, opened), "--", *arguments]


@cache
def refusal(*opened: Path) -> str:
    """Return why that is not possible here, or an empty string."""
    done = subprocess.run(
        command(opened, [sys.executable, "-c", "import grader, torch"]), cwd="/", capture_output=True, text=True,
        check=False, env={"PATH": os.defpath},
    )  # fmt: skip
    return done.stderr.strip().rpartition("\n")[2]


def closed_above(path: Path) -> Path | None:
    """Return the topmost parent of a path that not everyone can enter."""
    return next((p for p in (*reversed(path.parents), path) if p.is_dir() and not p.stat().st_mode & 0o001), None)


def open_up(paths: Sequence[Path]) -> None:
    """Give everyone access to these paths, in this process and its children only."""
    libc = ctypes.CDLL(None, use_errno=True)

    def mount(source: str, target: Path, kind: str, flags: int, options: str = "") -> None:
        if libc.mount(source.encode(), os.fsencode(target), kind.encode(), flags, options.encode()):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(target))

    if libc.unshare(_NEW_NAMESPACE):
        raise OSError(ctypes.get_errno(), "no new mount namespace")
    mount("none", Path("/"), "", _PRIVATE | _RECURSIVE)
    behind = {path: top for path in paths if (top := closed_above(path))}
    places = {path: os.open(path, os.O_PATH) for path in behind}
    for top in dict.fromkeys(behind.values()):
        mount("tmpfs", top, "tmpfs", 0, "mode=755")
    for path, place in places.items():
        path.mkdir(parents=True, exist_ok=True)
        mount(f"/proc/self/fd/{place}", path, "", _BIND | _RECURSIVE)
        os.close(place)


def main(uid: int, opened: list[str], run: list[str]) -> None:
    here = Path.cwd()
    open_up([Path(path) for path in opened])
    os.chdir(here)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    os.execvp(run[0], run)  # noqa: S606  that is the task


if __name__ == "__main__":
    end = sys.argv.index("--")
    main(int(sys.argv[1]), sys.argv[2:end], sys.argv[end + 1 :])
