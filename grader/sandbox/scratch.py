"""Folders that workers may write to, each used by one worker at a time and emptied before the next one.

They are on a file system in memory, whose bytes and files the kernel limits. Only isolation level R1 has one.
"""

import os
import stat
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

PLACE = "/scratch"  # where the file system is mounted in the jail
BYTES = 16 << 20  # of all files: the weights of the largest network that the exercises allow, twice
FILES = 1000


@dataclass(frozen=True)
class Folder:
    """The folder that one worker may write to, none if the path is empty, and the Landlock ruleset that allows it."""

    path: str
    rules: int


@dataclass
class Folders:
    """Lends folders below `place` to workers.

    A folder has the same path in every run, since messages may contain it. The names are therefore no secret; Landlock
    keeps the workers apart, as each worker's ruleset allows its own folder only.
    """

    place: str
    make_rules: Callable[[str], int]
    free: list[Folder] = field(default_factory=list)
    lent: dict[int, Folder] = field(default_factory=dict)
    made: list[Folder] = field(default_factory=list)

    def take(self) -> Folder:
        """Return an empty folder that nobody uses."""
        if not self.place:  # without folders, all workers share one ruleset
            return self.made[0] if self.made else self._make("")
        return self.free.pop() if self.free else self._make(f"{self.place}/{len(self.made)}")

    def _make(self, path: str) -> Folder:
        if path:
            os.mkdir(path, 0o700)  # noqa: PTH102  pathlib cannot use descriptors, here and below
        self.made.append(Folder(path, self.make_rules(path)))
        return self.made[-1]

    def lend(self, pid: int, folder: Folder) -> None:
        self.lent[pid] = folder

    def give_back(self, folder: Folder) -> None:
        """Take an unused folder back."""
        self.free += [folder] if folder.path else []

    def take_back(self, pid: int) -> None:
        """Empty the folder of a worker that has ended. A folder that cannot be emptied is not used again."""
        folder = self.lent.pop(pid, None)
        if folder is not None and folder.path:
            with suppress(OSError):
                empty(folder.path)
                self.free.append(folder)

    def forget_others(self, mine: Folder) -> None:
        """Close, in a worker, the rulesets of all other folders."""
        for folder in self.made:
            if folder is not mine and folder.rules >= 0:
                os.close(folder.rules)


def empty(path: str) -> None:
    """Remove everything that a dead worker left in a folder, however deep and whatever its modes.

    Subfolders are moved to the top before they are emptied, so that depth and length of paths do not matter.
    """
    top = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        waiting = deque(os.listdir(top))  # noqa: PTH208
        while waiting:
            name = waiting.popleft()
            if _is_folder(name, top):
                waiting += _dissolve(name, top)
            else:
                os.unlink(name, dir_fd=top)
        os.utime(top, (0, 0))  # so that its time reveals nothing
    finally:
        os.close(top)


def _is_folder(name: str, parent: int) -> bool:
    return stat.S_ISDIR(os.lstat(name, dir_fd=parent).st_mode)


def _dissolve(name: str, top: int) -> list[str]:
    """Remove a folder and its files; return the new names of the folders in it, which are moved to the top."""
    os.chmod(name, 0o700, dir_fd=top)
    inside = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    moved = []
    try:
        for entry in os.listdir(inside):  # noqa: PTH208
            if _is_folder(entry, inside):
                os.chmod(entry, 0o700, dir_fd=inside)
                moved.append(os.urandom(16).hex())
                os.rename(entry, moved[-1], src_dir_fd=inside, dst_dir_fd=top)
            else:
                os.unlink(entry, dir_fd=inside)
    finally:
        os.close(inside)
    os.rmdir(name, dir_fd=top)
    return moved
