"""Read a .tar or .tar.gz without tarfile, where crafted headers can take hours (CVE-2024-6232, CVE-2025-8194)."""

import re
import zlib
from collections.abc import Collection, Iterator
from functools import partial

from grader.intake.members import ARCHIVE_CAP, SETUID, Member, SubmissionError, damage_told, parts_of, piece

HEADER_CAP = 4 << 20  # bytes of all extended headers
TAR_FILES = (b"0", b"\0", b"7")
TAR_SPECIAL = {b"1": "a hard link", b"2": "a symbolic link", b"3": "a device", b"4": "a device", b"6": "a named pipe"}


def members_of(data: bytes) -> Iterator[Member]:
    """Yield the members of a tar archive."""
    data = _unpacked(data)
    position = headers = 0
    extra: dict[str, bytes] = {}  # extended headers of the next member
    while any(head := data[position : position + 512]) or len(head) < 512:
        with damage_told():
            if len(head) < 512 or _octal(head[148:156]) != sum(head) - sum(head[148:156]) + 256:
                raise ValueError(f"no tar header at byte {position}")
            kind = head[156:157]
            extended = kind in b"xgLK"
            size = int(extra.get("size", b"")[:20] or _octal(head[124:136]))
            start = position + 512
            end = start + size * (extended or kind in TAR_FILES)
            headers += size * extended
            if not start <= end <= len(data) or headers > HEADER_CAP:
                raise ValueError(f"impossible size at byte {position}")
            position = end + -end % 512
            mode = _octal(head[100:108])
            if kind == b"x":
                extra |= _pax(data[start:end])
            elif kind == b"L":
                extra["path"] = data[start:end].split(b"\0")[0]
        if not extended:
            name = extra.get("path", _tar_name(head)).decode(errors="surrogateescape")
            parts = parts_of(name)
            if kind != b"5" and not name.endswith("/"):
                yield Member(parts, partial(piece, data, start, end), _tar_trouble(kind, mode, extra))
            extra = {}


def _tar_trouble(kind: bytes, mode: int, told: Collection[str]) -> str:
    if kind not in TAR_FILES and kind not in TAR_SPECIAL:
        raise SubmissionError("contains a member of an unusual type; pack only regular files")
    if any(key.startswith("GNU.sparse") for key in told):
        return "a sparse file"
    return TAR_SPECIAL.get(kind) or ("has the setuid bit" if mode & SETUID else "")


def _tar_name(head: bytes) -> bytes:
    name, prefix = (head[a:b].split(b"\0")[0] for a, b in ((0, 100), (345, 500)))
    return prefix + b"/" + name if prefix and head[257:263] == b"ustar\0" else name


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    stream = zlib.decompressobj(wbits=31)
    with damage_told():
        inflated = stream.decompress(data, ARCHIVE_CAP + 1)
    if len(inflated) > ARCHIVE_CAP:
        raise SubmissionError("unpacks to more than 64 MB; submit only the Python files")
    if not stream.eof or stream.unused_data.strip(b"\0"):
        raise SubmissionError("truncated, or followed by other data; pack it again")
    return inflated


def _octal(number: bytes) -> int:
    """Parse a number in a header: octal, or GNU's base 256 for large ones. Raises ValueError for anything else."""
    if number[0] == 0x80:
        return int.from_bytes(number[1:], "big")
    digits = number.split(b"\0")[0].strip(b" ")
    if not re.fullmatch(b"[0-7]*", digits):
        raise ValueError("a tar header's number is not octal")
    return int(digits or b"0", 8)


def _pax(body: bytes) -> dict[str, bytes]:
    """Parse "length key=value" records in linear time."""
    records: dict[str, bytes] = {}
    position = 0
    while position < len(body):
        space = body.index(b" ", position, position + 10)
        length = int(body[position:space])
        if length <= space - position + 1:
            raise ValueError("a pax record has an impossible length")
        key, _, value = body[space + 1 : position + length - 1].partition(b"=")
        records[key.decode(errors="replace")] = value
        position += length
    return records
