"""Members, the files of a submission before they are read, and the limits that all archives share."""

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
ARCHIVE_CAP = 64 << 20  # bytes of an archive, of a decompressed .tar.gz, and of a notebook with its outputs
MEMBER_CAP = 1000
DEPTH_CAP = 30
PATH_CAP = 4096  # characters of a member's path
PART_CAP = 255  # characters of a component of a path

ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
SETUID = stat.S_ISUID | stat.S_ISGID
LARGE = "larger than 1 MB"
LINK = "a link or a special file"
CROWDED = f"contains more than {MEMBER_CAP} files; submit only the Python files"
GENERATED = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv"})
DAMAGE = (  # exceptions that zipfile and zlib raise for crafted bytes
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError),
    *(IndexError, OverflowError),
)


class SubmissionError(Exception):
    """A submission cannot be read. The message is one line: where, what, got, remedy."""


@dataclass(frozen=True)
class Member:
    parts: tuple[str, ...]
    read: Callable[[int], bytes]  # reads at most this many bytes
    trouble: str = ""  # why it is rejected
    weight: int = 0  # compressed bytes that reading goes through
    readings: tuple[str, ...] = ()  # how its name was understood, where that is not plain


def is_hidden(part: str) -> bool:
    return part.startswith(".") or part.rstrip("/") in GENERATED


def parts_of(name: str) -> tuple[str, ...]:
    """Split a member's name into components; "./", the top folder of a tar, has none."""
    if len(name) > PATH_CAP:
        raise SubmissionError(f"contains the path {one_line(name)}; use at most {PATH_CAP} characters")
    parts = composed(tuple(part for part in name.split("/") if part not in {"", "."}))
    if name.startswith("/") or "\\" in name or ".." in parts or re.match("[A-Za-z]:", name):
        raise SubmissionError(f"contains the unsafe path {one_line(name)}; pack it again with relative paths")
    if len(parts) > DEPTH_CAP:
        raise SubmissionError(f"contains the path {one_line(name)}; use at most {DEPTH_CAP} levels")
    return parts


def composed(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Normalize names to NFC, since macOS decomposes accents and `import` would not find the file.

    Long names are left as they are: normalization can take time quadratic in the length.
    """
    return tuple(unicodedata.normalize("NFC", part) if len(part) <= PART_CAP else part for part in parts)


@contextmanager
def damage_told() -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise SubmissionError(f"damaged, or of another format ({one_line(str(error))}); pack it again") from None


def piece(data: bytes, start: int, end: int, limit: int) -> bytes:
    return data[start : min(end, start + limit)]
