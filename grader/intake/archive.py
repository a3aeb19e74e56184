"""Read a hand-in, folder or archive, into bytes without trusting it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import struct
import sys
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from grader.text import one_line

FILE_CAP = 1 << 20  # bytes of one module
TOTAL_CAP = 8 << 20  # bytes of all modules, refused ones included
ARCHIVE_CAP = 64 << 20  # bytes of an archive, and of what a .tar.gz inflates to
TABLE_CAP = 2 << 20  # bytes of a zip's table of contents; more than FILE_CAP, see _Bounded
HEADER_CAP = 4 << 20  # bytes of all extended headers of a tar
MEMBER_CAP = 1000
DEPTH_CAP = 30
PATH_CAP = 4096  # characters of a member's path
NAME_CAP = 80  # characters of a module's name
PART_CAP = 255  # and of a part of it
NOTE_CAP = 50

SETUID = stat.S_ISUID | stat.S_ISGID
LARGE = "larger than 1 MB"
LINK = "a link or a special file"
CROWDED = f"holds more than {MEMBER_CAP} files; hand in the Python files only"
SUFFIXES = (".zip", ".tar.gz", ".tgz", ".tar")
FORMATS = "a folder, .zip, .tar, .tar.gz or .tgz"
PACKAGES = frozenset(
    {
        *("PIL", "matplotlib", "numpy", "pandas", "scipy", "skimage", "sklearn", "torch", "torchvision"),
        *("click", "grader", "hypothesis", "msgspec", "pip", "pytest", "rich", "setuptools"),
        *("conftest", "reference", "sitecustomize", "student", "tests", "usercustomize"),
    }
)
GENERATED = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv"})
TAR_FILES = (b"0", b"\0", b"7")
TAR_SPECIAL = {
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a device",
    b"4": "a device",
    b"6": "a named pipe",
}
DAMAGE = (  # what zipfile and zlib let through on crafted bytes
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError),
    *(IndexError, OverflowError),
)


class SubmissionError(Exception):
    """A hand-in that cannot be read; one line for people: where, what, got, remedy."""


@dataclass(frozen=True)
class Sources:
    """The modules of one hand-in, as bytes.

    `refused` gives, for each module or helper that was found and not taken, the reason: it costs the exercises
    of that module alone. `ignored` has one line for each thing that does not count.
    """

    name: str
    files: dict[str, bytes]
    ignored: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return the SHA-256, in hex, of all names and bytes taken, and of what was refused."""
        total = hashlib.sha256()
        refused = {name: reason.encode(errors="surrogateescape") for name, reason in self.refused.items()}
        for name, data in (*sorted(self.files.items()), *sorted(refused.items())):
            for part in (name.encode(errors="surrogateescape"), data):
                total.update(len(part).to_bytes(8, "big") + part)
        return total.hexdigest()


@dataclass(frozen=True)
class _Member:
    parts: tuple[str, ...]
    read: Callable[[int], bytes]  # at most so many bytes
    trouble: str = ""  # why it cannot be taken
    weight: int = 0  # packed bytes that reading goes through


def read_submission(path: Path, *, modules: Collection[str], shadowed: Collection[str] = ()) -> Sources:
    """Read the modules of a hand-in, and the helper modules beside them; nothing is run, parsed or written.

    `modules` are the course's own names ("convolution"), `shadowed` further names that no helper may have.
    Raises SubmissionError when there is nothing to read, or when readers could disagree about what it is.
    """
    wanted = {f"{module}.py" for module in modules}
    try:
        members = _listing(path, wanted)
        root = _root(members, wanted)
        return _take(submission_name(path), members, root, wanted, PACKAGES.union(shadowed))
    except SubmissionError as error:
        raise SubmissionError(f"{one_line(path.name or str(path))}: {error}") from None


def submission_name(path: Path) -> str:
    """Return the folder's name, or the archive's without its suffix, unchanged: it may hold any character.

    >>> submission_name(Path("hand-ins/ada.tar.gz"))
    'ada'
    """
    name = Path(os.path.abspath(path)).name  # noqa: PTH100  resolve() would follow links, absolute() keeps ".."
    suffix = next((s for s in SUFFIXES if name.lower().endswith(s)), "")
    return name[: len(name) - len(suffix)] or name or "submission"


def _listing(path: Path, wanted: Collection[str]) -> list[_Member]:
    """List what a hand-in holds; the same rules for folders and archives."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            return _screened(_folder(path, wanted))
        if not stat.S_ISREG(mode) or not path.name.lower().endswith(SUFFIXES):
            raise SubmissionError(f"is {_kind(mode)}; hand in {FORMATS}")
        data = _read_file(str(path), ARCHIVE_CAP + 1)
    except FileNotFoundError:
        raise SubmissionError("there is no such file or folder; check the path") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise SubmissionError(f"cannot be read ({one_line(reason)}); check its name and permissions") from None
    if len(data) > ARCHIVE_CAP:
        raise SubmissionError("the archive is larger than 64 MB; hand in the Python files only")
    return _screened(_zip(data) if path.name.lower().endswith(".zip") else _tar(_gunzip(data)))


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return "a file of another format"
    return "a symbolic link" if stat.S_ISLNK(mode) else "a special file"


def _screened(members: Iterator[_Member]) -> list[_Member]:
    """Refuse listings that readers could understand differently, or that are too long."""
    kept: dict[tuple[str, ...], _Member] = {}
    for member in members:
        if not member.parts:
            raise SubmissionError("has a file without a name; pack it anew")
        hidden = next((n for n, part in enumerate(member.parts, 1) if _is_hidden(part)), None)
        parts = member.parts[:hidden]
        if parts in kept and hidden is None:
            raise SubmissionError(f"{one_line('/'.join(parts))} is in it twice; pack each file once")
        kept[parts] = replace(member, parts=parts)
        if len(kept) > MEMBER_CAP:
            raise SubmissionError(CROWDED)
    for parts in {m.parts[:n] for m in kept.values() for n in range(1, len(m.parts))} & kept.keys():
        raise SubmissionError(f"{one_line('/'.join(parts))} is both a file and a folder; pack it anew")
    return list(kept.values())


def _is_hidden(part: str) -> bool:
    return part.startswith(".") or part.rstrip("/") in GENERATED


def _root(members: list[_Member], wanted: Collection[str]) -> tuple[str, ...]:
    """Find the folder that holds the modules: the top, a folder `student`, or the only branch that leads to any."""
    homes = {m.parts[:-1] for m in members if m.parts[-1] in wanted}
    root: tuple[str, ...] = ()
    while root not in homes:
        below = {home[: len(root) + 1] for home in homes if home[: len(root)] == root}
        if not below:
            raise SubmissionError(f"has no {' or '.join(sorted(wanted))}; hand in at least one of them")
        if (*root, "student") in homes:
            below = {(*root, "student")}
        if len(below) > 1:
            names = ", ".join(sorted(one_line("/".join(parts)) for parts in below)[:5])
            raise SubmissionError(f"has modules in several folders ({names}); hand in one of them")
        root = below.pop()
    return root


def _take(
    name: str, members: list[_Member], root: tuple[str, ...], wanted: Collection[str], packages: Collection[str]
) -> Sources:
    depth = len(root)
    inside = [m for m in members if m.parts[:depth] == root]
    level = sorted((m for m in inside if len(m.parts) == depth + 1), key=lambda m: m.parts)
    unwanted = {m.parts[-1]: _unwanted(m.parts[-1], packages) for m in level if m.parts[-1] not in wanted}
    unwanted |= {f"{m.parts[depth]}/": "a folder, not taken" for m in inside if len(m.parts) > depth + 1}
    notes = [f"{one_line(own)}: {reason}" for own, reason in sorted(unwanted.items()) if reason]
    taken = [m for m in level if not unwanted.get(m.parts[-1])]
    # Modules come first, so that helpers never use up the bytes that are left for them.
    files, refused = _read(sorted(taken, key=lambda m: m.parts[-1] not in wanted))
    notes += [f"{one_line(own)}: refused, {reason}" for own, reason in sorted(refused.items())]
    if len(inside) < len(members):
        notes.append(f"outside {one_line('/'.join(root))}/: {len(members) - len(inside)} more, not taken")
    if len(notes) > NOTE_CAP:
        notes = [*notes[: NOTE_CAP - 1], f"and {len(notes) - NOTE_CAP + 1} more"]
    return Sources(name, dict(sorted(files.items())), tuple(notes), dict(sorted(refused.items())))


def _unwanted(own: str, packages: Collection[str]) -> str:
    """Say why a file beside the modules is no helper, or nothing."""
    stem = own.removesuffix(".py")
    if _is_hidden(own):
        return "hidden or generated, not read"
    if own.endswith("/"):
        return "a folder, not taken"
    if stem in packages or stem in sys.stdlib_module_names:
        return "has the name of a package, not taken"
    if stem == own or not stem.isidentifier() or stem.startswith("__") or len(own) > NAME_CAP:
        return "not a module of the hand-in, not taken"
    return ""


def _read(members: list[_Member]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Read what is sound; the budget counts real bytes, packed or unpacked, those of refused files too."""
    spellings = Counter(unicodedata.normalize("NFKC", m.parts[-1]).casefold() for m in members)
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    budget = TOTAL_CAP
    for member in members:
        own = member.parts[-1]
        data, cost = b"", 0
        reason = member.trouble
        if spellings[unicodedata.normalize("NFKC", own).casefold()] > 1:
            reason = "another file has the same name but for upper and lower case"
        if not reason and member.weight > budget:
            reason = "the hand-in has more than 8 MB of Python"
        if not reason:
            try:
                data = member.read(min(FILE_CAP, budget) + 1)
                cost = max(len(data), member.weight)
            except OSError as error:
                reason = f"cannot be read ({error.strerror})"
        if len(data) > FILE_CAP:
            reason = LARGE
        elif len(data) > budget:
            reason = "the hand-in has more than 8 MB of Python"
        budget = max(0, budget - cost)
        if reason:
            refused[own] = reason
        else:
            files[own] = data
    return files, refused


def _folder(top: Path, wanted: Collection[str]) -> Iterator[_Member]:
    """Walk down to the modules, not below them, and follow no link."""
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
                yield _Member(_composed((*here, entry.name)), partial(_read_file, entry.path), trouble)
        found = any(entry.name in wanted and (*here, entry.name) not in below for entry in entries)
        if found and here[-1:] == ("student",):  # it wins over the folders beside it
            below += [parts for parts in waiting if parts[:-1] == here[:-1]]
            waiting = [parts for parts in waiting if parts[:-1] != here[:-1]]
        closed = {parts for parts in below if found or _is_hidden(parts[-1])}
        yield from map(_closed, sorted(closed))
        waiting += sorted(set(below) - closed, key=lambda parts: (parts[-1] == "student", parts))


def _entries(folder: Path, room: int) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        listed = list(islice(entries, room + 1))
    if len(listed) > room:
        raise SubmissionError(CROWDED)
    return listed


def _closed(parts: tuple[str, ...]) -> _Member:
    """Stand for a folder that is not entered; the slash keeps it from being taken for a file."""
    return _Member(_composed((*parts[:-1], parts[-1] + "/")), partial(_slice, b"", 0, 0), "a folder")


def _composed(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Compose accents: macOS writes names decomposed, and `import` would not find them.

    Long parts stay as they are: the time for composing can grow with the square of the length.
    """
    return tuple(unicodedata.normalize("NFC", part) if len(part) <= PART_CAP else part for part in parts)


def _read_file(path: str, limit: int) -> bytes:
    """Read a regular file; O_NONBLOCK, since opening a named pipe would wait for its other end."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123  a descriptor, not a path
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "not a regular file")
        return stream.read(min(limit, status.st_size + 1))  # read() allocates what it is asked for


def _parts(name: str) -> tuple[str, ...]:
    """Split a member's name; that of a tar's top folder, "./", has no parts."""
    if len(name) > PATH_CAP:
        raise SubmissionError(f"has the path {one_line(name)}; use at most {PATH_CAP} characters")
    parts = _composed(tuple(part for part in name.split("/") if part not in {"", "."}))
    if name.startswith("/") or "\\" in name or ".." in parts or re.match("[A-Za-z]:", name):
        raise SubmissionError(f"has the unsafe path {one_line(name)}; pack it anew with plain relative names")
    if len(parts) > DEPTH_CAP:
        raise SubmissionError(f"has the path {one_line(name)}; use at most {DEPTH_CAP} levels")
    return parts


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise SubmissionError(f"is damaged or of another format ({one_line(str(error))}); pack it anew") from None


class _Bounded(io.BytesIO):
    """An archive that refuses large reads: zipfile reads a table of contents, of any told size, at once."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > TABLE_CAP:
            raise SubmissionError("lists too many files; hand in the Python files only")
        return super().read(size)


def _zip(data: bytes) -> Iterator[_Member]:
    with _damage():
        archive = zipfile.ZipFile(_Bounded(data))
    for info in archive.infolist():
        parts = _parts(info.orig_filename)  # `filename` ends at a NUL
        mode = info.external_attr >> 16
        trouble = ""
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
            trouble = LINK
        elif mode & SETUID:
            trouble = "has the setuid bit"
        elif info.flag_bits & 0x41:
            trouble = "encrypted"
        elif info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            trouble = "packed in an unusual way, not with deflate"
        elif info.compress_size > FILE_CAP + FILE_CAP // 64:  # deflate adds next to nothing to an honest file
            trouble = LARGE
        if not info.orig_filename.endswith("/"):
            yield _Member(parts, partial(_inflate, archive, info), trouble, info.compress_size)


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    with _damage(), archive.open(info) as stream:
        return stream.read(limit)


def _gunzip(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    stream = zlib.decompressobj(wbits=31)
    with _damage():
        inflated = stream.decompress(data, ARCHIVE_CAP + 1)
    if len(inflated) > ARCHIVE_CAP:
        raise SubmissionError("unpacks to more than 64 MB; hand in the Python files only")
    if not stream.eof or stream.unused_data.strip(b"\0"):
        raise SubmissionError("breaks off, or has more behind its end; pack it anew")
    return inflated


def _tar(data: bytes) -> Iterator[_Member]:
    """List a tar; not by tarfile, where a crafted header can take hours (CVE-2024-6232, CVE-2025-8194)."""
    position = headers = 0
    told: dict[str, bytes] = {}  # what extended headers say of the next member
    while any(head := data[position : position + 512]) or len(head) < 512:
        with _damage():
            if len(head) < 512 or _octal(head[148:156]) != sum(head) - sum(head[148:156]) + 256:
                raise ValueError(f"no tar header at byte {position}")
            kind = head[156:157]
            extended = kind in b"xgLK"
            size = int(told.get("size", b"")[:20] or _octal(head[124:136]))
            start = position + 512
            end = start + size * (extended or kind in TAR_FILES)
            headers += size * extended
            if not start <= end <= len(data) or headers > HEADER_CAP:
                raise ValueError(f"impossible size at byte {position}")
            position = end + -end % 512
            mode = _octal(head[100:108])
            if kind == b"x":
                told |= _pax(data[start:end])
            elif kind == b"L":
                told["path"] = data[start:end].split(b"\0")[0]
        if not extended:
            name = told.get("path", _tar_name(head)).decode(errors="surrogateescape")
            parts = _parts(name)
            if kind != b"5" and not name.endswith("/"):
                trouble = _tar_trouble(kind, mode, told)
                yield _Member(parts, partial(_slice, data, start, end), trouble)
            told = {}


def _tar_trouble(kind: bytes, mode: int, told: Collection[str]) -> str:
    if kind not in TAR_FILES and kind not in TAR_SPECIAL:
        raise SubmissionError("has a member of an unusual kind; pack plain files only")
    if any(key.startswith("GNU.sparse") for key in told):
        return "a sparse file"
    return TAR_SPECIAL.get(kind) or ("has the setuid bit" if mode & SETUID else "")


def _tar_name(head: bytes) -> bytes:
    name, prefix = (head[a:b].split(b"\0")[0] for a, b in ((0, 100), (345, 500)))
    return prefix + b"/" + name if prefix and head[257:263] == b"ustar\0" else name


def _slice(data: bytes, start: int, end: int, limit: int) -> bytes:
    return data[start : min(end, start + limit)]


def _octal(number: bytes) -> int:
    """Read a header's number: octal, or GNU's base 256 for large ones; ValueError for anything else."""
    if number[0] == 0x80:
        return int.from_bytes(number[1:], "big")
    digits = number.split(b"\0")[0].strip(b" ")
    if not re.fullmatch(b"[0-7]*", digits):
        raise ValueError("a tar header's number is not octal")
    return int(digits or b"0", 8)


def _pax(body: bytes) -> dict[str, bytes]:
    """Read "length key=value" records, in time linear in their length."""
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
