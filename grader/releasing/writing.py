"""Write a release into a folder, which may hold an older one, or into an archive."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import msgspec

from grader.cases.released import Release, sha256
from grader.course import RELEASE, Course
from grader.files import write_atomically
from grader.releasing.content import NOTEBOOK, Contents

FIRST = datetime(2020, 1, 1, tzinfo=UTC)


class ReleaseError(Exception):
    """The release cannot be written or is not one. The message states where, what and a remedy."""


@dataclass(frozen=True)
class Changes:
    """The files that were written and removed, and those that are a student's and were left as they are."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def is_students(name: str) -> bool:
    """Whether students change this file, so that a newer release leaves it alone."""
    return name.startswith("student/") or name == NOTEBOOK


def check_place(course: Course, folder: Path) -> None:
    """Raise ReleaseError if a release must not be written into this folder."""
    place = folder.resolve()
    if place == course.path or place in course.path.parents:
        raise ReleaseError(f"{folder}: has the course in it; name another folder.")
    for name in ("student", "reference", "tests"):
        if course.path / name in (place, *place.parents):
            raise ReleaseError(f"{folder}: is part of the course; name another folder.")
    if folder.exists() and not folder.is_dir():
        raise ReleaseError(f"{folder}: is a file; name a folder.")
    if folder.is_dir() and any(folder.iterdir()):
        record_in(folder)


def record_in(folder: Path) -> Release:
    """Return the record of the release in a folder. Raises ReleaseError if there is none."""
    try:
        found = msgspec.json.decode((folder / RELEASE).read_bytes(), type=Release)
    except FileNotFoundError:
        raise ReleaseError(f"{folder}: is no release, since {RELEASE} is missing; name another folder.") from None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        raise ReleaseError(f"{folder / RELEASE}: cannot be read, or is no record of a release; delete it.") from None
    if not all(map(_is_inside, found.files)):
        raise ReleaseError(f"{folder / RELEASE}: names files outside of the folder; name another folder.")
    return found


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def write(folder: Path, release: Contents) -> Changes:
    """Write a release; of an older one in the folder, replace what has changed, and leave what is a student's."""
    before = record_in(folder).files if (folder / RELEASE).exists() else {}
    kept = [name for name in release.files if is_students(name) and (folder / name).exists()]
    wanted = {name: content for name, content in release.everything.items() if name not in kept}
    written = [name for name, content in wanted.items() if _content(folder / name) != content]
    removed = [name for name in before if name not in release.files and not is_students(name)]
    removed = [name for name in removed if _is_within(folder, name)]
    for name in sorted(written, key=lambda name: name == RELEASE):  # the record comes last
        write_atomically(folder / name, wanted[name])
    for name in removed:
        (folder / name).unlink()
    differing = [name for name in kept if _content(folder / name) != release.files[name]]
    return Changes(tuple(written), tuple(removed), tuple(differing))


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _is_within(folder: Path, name: str) -> bool:
    """Whether a file is in the folder itself, and not behind a link that leads out of it."""
    file = folder / name
    return file.is_file() and file.parent.resolve().is_relative_to(folder.resolve())


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return an archive with these files in a folder; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            member = zipfile.ZipInfo(f"{folder}/{name}", _time_of(content))
            member.create_system, member.external_attr = 3, 0o100644 << 16
            member.compress_type = zipfile.ZIP_STORED if name.startswith(("bank/", "kit/")) else zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return buffer.getvalue()


def _time_of(content: bytes) -> tuple[int, int, int, int, int, int]:
    """Return a time that follows from a file's content.

    With one time for all, Python would take a changed file of the same size for the one that it has compiled.
    """
    moment = FIRST + timedelta(seconds=2 * (int(sha256(content)[:8], 16) % (365 * 24 * 1800)))
    return moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second
