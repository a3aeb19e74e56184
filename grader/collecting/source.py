"""Read a download, a zip or a folder, into members, and say which file is whose."""

import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from itertools import islice
from pathlib import Path

from grader.intake.folder import read_file
from grader.intake.members import DAMAGE, LINK, Member, SubmissionError, composed, is_hidden, piece
from grader.intake.zipped import member_of
from grader.roster import Student
from grader.text import one_line, path_line

MOST = 500_000  # files of a download
HIDDEN = "hidden or generated"


class SourceError(Exception):
    """The download cannot be read; the message says where, what and how to mend it."""


@dataclass(frozen=True)
class Unplaced:
    """A file that nobody gets, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Piece:
    """A file of a student, of whom the submission's name is not known yet.

    Attributes:
        path: where it is in the submission.
        attempt: sorts the attempts of a student, of which the last counts.
        version: sorts the versions of a file in one attempt.
    """

    student: Student
    path: tuple[str, ...]
    member: Member
    attempt: str = ""
    version: int = 0


@dataclass(frozen=True)
class Source:
    """A download.

    Attributes:
        name: the folder's or the archive's, without its suffix.
        members: its files; a hidden folder is one member.
        known: students by id, if there is a roster.
        zone: the time zone of platforms that name none.
    """

    name: str
    members: tuple[Member, ...]
    known: Mapping[str, Student]
    zone: tzinfo

    @property
    def files(self) -> list[Member]:
        """The members that may be somebody's."""
        return [m for m in self.members if not is_hidden(m.parts[-1])]

    def time(self, text: str, form: str) -> str:
        """Return a platform's time in ISO 8601, in the zone of this source; "" if it is none."""
        try:
            return datetime.strptime(text, form).replace(tzinfo=self.zone).isoformat()
        except ValueError:
            return ""

    def unwrapped(self) -> "Source":
        """Return the source without the one folder that everything is in, if there is one."""
        tops = {m.parts[0] for m in self.members}
        if len(tops) != 1 or any(len(m.parts) == 1 for m in self.members):
            return self
        return replace(self, name=tops.pop(), members=tuple(replace(m, parts=m.parts[1:]) for m in self.members))


@dataclass(frozen=True)
class Reading:
    """What a platform's rules make of a download; `own` has the paths of files that it writes itself."""

    pieces: tuple[Piece, ...]
    unplaced: tuple[Unplaced, ...] = ()
    own: tuple[tuple[str, ...], ...] = ()


def read(path: Path, known: Mapping[str, Student], zone: tzinfo) -> tuple[Source, tuple[Unplaced, ...]]:
    """List a download; return it, and the files with unsafe names. Raises SourceError if it cannot be read."""
    unsafe: list[Unplaced] = []
    listed: Iterator[Member]
    if path.is_dir():
        listed = _in_folder(path)
    elif path.name.lower().endswith(".zip") and path.is_file():
        listed = _in_zip(path, unsafe)
    else:
        raise SourceError(f"{path_line(path)}: neither a folder nor a .zip; name what the platform handed out.")
    members = {m.parts: m for m in map(_closed, islice(listed, MOST + 1))}
    if len(members) > MOST:
        raise SourceError(f"{path_line(path)}: contains more than {MOST} files; collect a part of it.")
    name = path.resolve().name
    return Source(name[:-4] if path.is_file() else name, tuple(members.values()), known, zone), tuple(unsafe)


def _closed(member: Member) -> Member:
    """Cut the path of a file that is in a hidden folder after this folder."""
    hidden = next((n for n, part in enumerate(member.parts, 1) if is_hidden(part)), None)
    return replace(member, parts=member.parts[:hidden], trouble=HIDDEN) if hidden else member


def _in_zip(path: Path, unsafe: list[Unplaced]) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGE as error:
        raise SourceError(f"{path_line(path)}: no zip archive ({one_line(str(error))}); download it again.") from None
    seen: set[tuple[str, ...]] = set()
    for info in archive.infolist():
        try:
            member = member_of(archive, info)
        except SubmissionError as error:
            unsafe.append(Unplaced(info.orig_filename, str(error)))
            continue
        if member is None or not member.parts:
            continue
        if member.parts in seen and not any(map(is_hidden, member.parts)):
            unsafe.append(Unplaced("/".join(member.parts), "the archive contains it twice; the first one counts"))
            continue
        seen.add(member.parts)
        yield member


def _in_folder(top: Path) -> Iterator[Member]:
    """Yield the files of a folder; links are not followed, hidden folders are not searched."""
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        here = waiting.pop()
        with os.scandir(top.joinpath(*here)) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                parts = (*here, entry.name)
                if entry.is_dir(follow_symlinks=False) and not is_hidden(entry.name):
                    waiting.append(parts)
                elif entry.is_file(follow_symlinks=False):
                    yield Member(composed(parts), partial(read_file, entry.path))
                else:
                    yield Member(composed(parts), partial(piece, b"", 0, 0), LINK)
