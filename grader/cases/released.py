"""What a release of a course says about itself: the course without its solutions, as `grader release` writes it.

A release has no reference, so the keys of its cases are recorded when it is made, with the digests of its files.
"""

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from grader import results
from grader.course import CATALOGUE, RELEASE, Course, CourseError

REMEDY = "get this file from the release again"


class Keyed(Struct, frozen=True):
    """The keys of an exercise's cases and of the knowledge about it, see `cases.keys`."""

    cases: str
    knowledge: str


class Release(Struct, frozen=True):
    """The record of a release, release.json.

    Attributes:
        course: the title of the course.
        kit: the version of the kit that made it.
        digest: SHA-256 of `files`.
        source: SHA-256 of what it was made from, see `source_of`.
        files: the SHA-256 of each file but the record, by its path.
    """

    course: str
    kit: str
    digest: str
    source: str
    exercises: dict[str, Keyed]
    files: dict[str, str]


def of(course: Course) -> Release | None:
    """Return the record of a release; None for a course with solutions. Raises CourseError if it is damaged."""
    if not course.is_release:
        return None
    file = course.path / RELEASE
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Release)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        raise CourseError(f"{file}: cannot be read, or is no record of a release; {REMEDY}.") from None
    for exercise in course.exercises:
        if exercise.id not in found.exercises:
            raise CourseError(f"{file}: has no cases of the exercise {exercise.id} in course.toml; {REMEDY}.")
    return found


def source_of(course: Course) -> str:
    """Return the SHA-256 of what a release is made from: settings, stubs, checks and all that the reference has."""
    folders = ("student", "tests/exercises", "reference")
    files = [file for folder in folders for file in sorted((course.path / folder).rglob("*.py"))]
    total = hashlib.sha256()
    for file in [course.path / CATALOGUE, *files]:
        total.update(f"{file.relative_to(course.path).as_posix()} {sha256(file.read_bytes())}\n".encode())
    return total.hexdigest()


def digest_of(course: Course) -> str:
    """Return the digest of the release that students of this course have, or "" if it is not known.

    A release knows its own. The course that it was made from remembers the last one, as long as it stays what it was.
    """
    if course.is_release:
        release = of(course)
        return release.digest if release and not edited(course, release) else ""
    last = results.decoded(_content(course.path / ".convkit" / RELEASE), Release)
    return last.digest if last and last.source == source_of(course) else ""


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def edited(course: Course, release: Release) -> list[str]:
    """Return the files that decide what the checks ask and that differ from the release, except in line ends."""
    own = [name for name in release.files if name == CATALOGUE or name.startswith("tests/exercises/")]
    present = {file.relative_to(course.path).as_posix() for file in course.checks_folder.glob("*.py")}
    return sorted({name for name in own if _differs(course, name, release)} | (present - set(own)))


def _differs(course: Course, name: str, release: Release) -> bool:
    content = _content(course.path / name)
    return release.files[name] not in (sha256(content), sha256(content.replace(b"\r\n", b"\n")))
