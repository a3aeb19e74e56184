"""Write submissions into folders, one for each student, and never over other content by accident."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import roster
from grader.collecting.placing import Submission
from grader.collecting.source import Unplaced
from grader.files import HALF, write_atomically
from grader.intake.members import ARCHIVE_CAP, ARCHIVES, FILE_CAP, LARGE, Member, SubmissionError
from grader.intake.notebooks import SUFFIX
from grader.roster import Student

Contents = dict[tuple[str, ...], bytes]


class OccupiedError(Exception):
    """Folders of these names have other content."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


@dataclass(frozen=True)
class Written:
    """The names of the submissions by what became of them, and the files that could not be read."""

    new: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    unread: tuple[Unplaced, ...]


def write(out: Path, submissions: Sequence[Submission], *, replace: bool) -> Written:
    """Write all submissions and the roster, in which the rows of others that are there stay.

    Raises OccupiedError, with nothing written, if folders have other content, unless they are to `replace`. Raises
    RosterError, with nothing written, if there is a roster that cannot be read.
    """
    rows = _others(out / roster.FILE)
    unread: list[Unplaced] = []
    states: dict[str, str] = {}
    for one in submissions:
        states[one.student.submission] = _state(out / one.student.submission, _contents(one, unread))
    other = [name for name, state in states.items() if state == "other"]
    if other and not replace:
        raise OccupiedError(other)
    for one in submissions:
        if states[one.student.submission] != "same":
            _write(out / one.student.submission, _contents(one, []))
    rows |= {one.student.submission: one.student for one in submissions}
    write_atomically(out / roster.FILE, roster.render(rows[name] for name in sorted(rows)).encode())
    by_state = {s: tuple(name for name, state in states.items() if state == s) for s in ("new", "other", "same")}
    return Written(by_state["new"], by_state["other"], by_state["same"], tuple(unread))


def _contents(one: Submission, unread: list[Unplaced]) -> Contents:
    """Read the files of a submission within the limits of one; add what cannot be read to `unread`."""
    contents: Contents = {}
    room = ARCHIVE_CAP
    for path, member in sorted(one.files.items()):
        large = path[-1].lower().endswith((*ARCHIVES, SUFFIX))
        limit = min(room, ARCHIVE_CAP if large else FILE_CAP)
        data, reason = _data(member, limit)
        if len(data) > limit:
            reason = "larger than 64 MB, with the others" if large or limit < FILE_CAP else LARGE
        if reason:
            unread.append(Unplaced("/".join(member.parts), reason))
        else:
            contents[path] = data
            room -= len(data)
    return contents


def _data(member: Member, limit: int) -> tuple[bytes, str]:
    try:
        return member.read(limit + 1), ""
    except SubmissionError as error:
        return b"", str(error)
    except OSError as error:
        return b"", f"cannot be read ({error.strerror})"


def _state(folder: Path, contents: Contents) -> str:
    if not os.path.lexists(folder):
        return "new"
    return "same" if not folder.is_symlink() and folder.is_dir() and _holds(folder, contents) else "other"


def _holds(folder: Path, contents: Contents) -> bool:
    """Whether a folder has these files and no others."""
    files: dict[tuple[str, ...], Path] = {}
    for place, folders, names in os.walk(folder):
        if any((Path(place) / name).is_symlink() for name in (*folders, *names)):
            return False
        files |= {(Path(place) / name).relative_to(folder).parts: Path(place) / name for name in names}
    return files.keys() == contents.keys() and all(
        file.is_file() and file.stat().st_size == len(contents[parts]) and file.read_bytes() == contents[parts]
        for parts, file in files.items()
    )


def _write(folder: Path, contents: Contents) -> None:
    """Write a folder, which appears when it is complete."""
    half = folder.with_name(f".{folder.name}{HALF}")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    for parts, data in contents.items():
        half.joinpath(*parts[:-1]).mkdir(parents=True, exist_ok=True)
        half.joinpath(*parts).write_bytes(data)
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
    half.rename(folder)


def _others(file: Path) -> dict[str, Student]:
    """Return the rows of the roster that is there, of submissions that are there too."""
    return {name: s for name, s in roster.read(file).items() if (file.parent / name).exists()} if file.exists() else {}
