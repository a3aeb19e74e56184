"""Read a zip archive without trusting its headers."""

import io
import stat
import zipfile
from collections.abc import Iterator
from functools import partial

from grader.intake.members import (
    ARCHIVES,
    FILE_CAP,
    LARGE,
    LINK,
    SETUID,
    Member,
    SubmissionError,
    damage_told,
    parts_of,
)
from grader.intake.notebooks import SUFFIX

BACKSLASHES = "names with backslashes, as some programs on Windows write them, were read as folders"
TABLE_CAP = 2 << 20  # bytes of a zip's central directory; more than FILE_CAP, see _Bounded


class _Bounded(io.BytesIO):
    """An archive that rejects large reads, since zipfile trusts the declared size of the central directory."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > TABLE_CAP:
            raise SubmissionError("lists too many files; submit only the Python files")
        return super().read(size)


def members_of(data: bytes) -> Iterator[Member]:
    with damage_told():
        archive = zipfile.ZipFile(_Bounded(data))
    for info in archive.infolist():
        if member := member_of(archive, info):
            yield member


def member_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member | None:
    """Return a member of an archive; None for a folder. Raises SubmissionError if its path is unsafe."""
    name, readings = _slashed(info.orig_filename)  # `filename` ends at a NUL
    parts = parts_of(name)
    mode = info.external_attr >> 16
    trouble = ""
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        trouble = LINK
    elif mode & SETUID:
        trouble = "has the setuid bit"
    elif info.flag_bits & 0x41:
        trouble = "encrypted"
    elif info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        trouble = "compressed by another method than deflate"
    elif info.compress_size > FILE_CAP + FILE_CAP // 64 and not name.lower().endswith((SUFFIX, *ARCHIVES)):
        trouble = LARGE  # deflate hardly enlarges incompressible data
    if name.endswith("/"):
        return None
    return Member(parts, partial(_inflate, archive, info), trouble, info.compress_size, readings)


def _slashed(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a name with slashes, and how it was read; one with both kinds stays as it is, and is unsafe."""
    if "\\" not in name or "/" in name:
        return name, ()
    return name.replace("\\", "/"), (BACKSLASHES,)


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    with damage_told(), archive.open(info) as stream:
        return stream.read(limit)
