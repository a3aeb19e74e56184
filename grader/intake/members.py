"""A file of a submission before it is read, and what every kind of archive must keep to."""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from grader.text import one_line

FILE_CAP = 1 << 20  # bytes of one module
ARCHIVE_CAP = 64 << 20  # bytes of an archive, and of what a .tar.gz inflates to
MEMBER_CAP = 1000
DEPTH_CAP = 30
PATH_CAP = 4096  # characters of a member's path
PART_CAP = 255  # and of a part of it

SETUID = stat.S_ISUID | stat.S_ISGID
LARGE = "larger than 1 MB"
LINK = "a link or a special file"
CROWDED = f"holds more than {MEMBER_CAP} files; hand in the Python files only"
GENERATED = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv"})
DAMAGE = (  # what zipfile and zlib let through on crafted bytes
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError),
    *(IndexError, OverflowError),
)


class SubmissionError(Exception):
    """A submission that cannot be read; one line for people: where, what, got, remedy."""


@dataclass(frozen=True)
class Member:
    parts: tuple[str, ...]
    read: Callable[[int], bytes]  # at most so many bytes
    trouble: str = ""  # why it cannot be taken
    weight: int = 0  # packed bytes that reading goes through


def is_hidden(part: str) -> bool:
    return part.startswith(".") or part.rstrip("/") in GENERATED


def parts_of(name: str) -> tuple[str, ...]:
    """Split a member's name; that of a tar's top folder, "./", has no parts."""
    if len(name) > PATH_CAP:
        raise SubmissionError(f"has the path {one_line(name)}; use at most {PATH_CAP} characters")
    parts = composed(tuple(part for part in name.split("/") if part not in {"", "."}))
    if name.startswith("/") or "\\" in name or ".." in parts or re.match("[A-Za-z]:", name):
        raise SubmissionError(f"has the unsafe path {one_line(name)}; pack it again with plain relative names")
    if len(parts) > DEPTH_CAP:
        raise SubmissionError(f"has the path {one_line(name)}; use at most {DEPTH_CAP} levels")
    return parts


def composed(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Compose accents: macOS writes names decomposed, and `import` would not find them.

    Long parts stay as they are: the time for composing can grow with the square of the length.
    """
    return tuple(unicodedata.normalize("NFC", part) if len(part) <= PART_CAP else part for part in parts)


@contextmanager
def damage_told() -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise SubmissionError(f"is damaged or of another format ({one_line(str(error))}); pack it again") from None


def piece(data: bytes, start: int, end: int, limit: int) -> bytes:
    return data[start : min(end, start + limit)]
