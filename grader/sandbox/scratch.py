"""Folders that workers may write into: one for each worker at a time, emptied before another one gets it.

They lie on a file system in memory that the kernel bounds in bytes and in files. Only isolation level R1 has one.
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
    """What one worker may write into; with an empty path nothing. `rules` is the Landlock ruleset that says so."""

    path: str
    rules: int


@dataclass
class Folders:
    """Lends folders below `place` to workers.

    A folder's path is the same in every run, as it may come into messages; so names are no secret, and it is Landlock
    that keeps the workers apart: the ruleset of each names its own folder only.
    """

    place: str
    make_rules: Callable[[str], int]
    free: list[Folder] = field(default_factory=list)
    lent: dict[int, Folder] = field(default_factory=dict)
    made: list[Folder] = field(default_factory=list)

    def take(self) -> Folder:
        """Return an empty folder that nobody uses."""
        if not self.place:  # without anything to write into, all share one ruleset
            return self.made[0] if self.made else self._make("")
        return self.free.pop() if self.free else self._make(f"{self.place}/{len(self.made)}")

    def _make(self, path: str) -> Folder:
        if path:
            os.mkdir(path, 0o700)  # noqa: PTH102  as everywhere here: pathlib has no descriptors
        self.made.append(Folder(path, self.make_rules(path)))
        return self.made[-1]

    def lend(self, pid: int, folder: Folder) -> None:
        self.lent[pid] = folder

    def give_back(self, folder: Folder) -> None:
        """Take an unused folder back."""
        self.free += [folder] if folder.path else []

    def take_back(self, pid: int) -> None:
        """Empty the folder of a worker that has ended. One that cannot be emptied is not lent again."""
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
    """Remove all that a dead worker left in a folder, however deep, and whatever its modes.

    Folders are moved up before they are emptied, so that neither long paths nor deep ones need a thought.
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
        os.utime(top, (0, 0))  # nor does its time tell anything
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
