"""Read the files of a submitted folder."""

import os
import stat
from collections.abc import Collection, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from grader.intake.members import CROWDED, LINK, MEMBER_CAP, Member, SubmissionError, composed, is_hidden, piece


def members_of(top: Path, wanted: Collection[str]) -> Iterator[Member]:
    """Yield the files of a folder, from the top down to the modules and not below; links are not followed."""
    room = MEMBER_CAP
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        here = waiting.pop()
        try:
            entries = _entries(top.joinpath(*here), room)
        except OSError:
            if not here:
                raise
            yield _closed(here)
            continue
        room -= len(entries)
        below = [(*here, entry.name) for entry in entries if entry.is_dir(follow_symlinks=False)]
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                trouble = "" if entry.is_file(follow_symlinks=False) else LINK
                yield Member(composed((*here, entry.name)), partial(read_file, entry.path), trouble)
        found = any(entry.name in wanted and (*here, entry.name) not in below for entry in entries)
        if found and here[-1:] == ("student",):  # takes precedence over its siblings
            below += [parts for parts in waiting if parts[:-1] == here[:-1]]
            waiting = [parts for parts in waiting if parts[:-1] != here[:-1]]
        closed = {parts for parts in below if found or is_hidden(parts[-1])}
        yield from map(_closed, sorted(closed))
        waiting += sorted(set(below) - closed, key=lambda parts: (parts[-1] == "student", parts))


def _entries(folder: Path, room: int) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        listed = list(islice(entries, room + 1))
    if len(listed) > room:
        raise SubmissionError(CROWDED)
    return listed


def _closed(parts: tuple[str, ...]) -> Member:
    """Return a placeholder for a folder that is not searched; its name ends with a slash."""
    return Member(composed((*parts[:-1], parts[-1] + "/")), partial(piece, b"", 0, 0), "a folder")


def read_file(path: str, limit: int) -> bytes:
    """Read at most `limit` bytes of a regular file. O_NONBLOCK keeps a named pipe from blocking."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123  a descriptor, not a path
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "not a regular file")
        return stream.read(min(limit, status.st_size + 1))  # read() allocates the size it is given
