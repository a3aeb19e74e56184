"""Known mistakes that an instructor named: a sentence and the answers of those who made them, without their code.

They are data of the course, a file for each: mistakes/EXERCISE/SLUG.json. If `reference/mistakes` defines a mistake of
the same slug, that one counts.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from grader.course import Course, CourseError
from grader.files import write_atomically
from grader.mistakes.kept import MOST_OF_EXERCISE, Answers
from grader.mistakes.knowledge import Unit
from grader.results import to_json

FOLDER = "mistakes"
BANKS_KEPT = 3  # of which a mistake has the answers, so that a secret bank and the course's own can take turns
LONGEST = 300  # characters of a sentence
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
IDLE_WORDS = frozenset({"a", "an", "and", "are", "as", "at", "be", "by", "is", "it", "its", "of", "the", "to", "your"})
WORDS = 4  # of a sentence that make a slug


class Named(Struct, frozen=True, forbid_unknown_fields=True):
    """A known mistake that an instructor named.

    Attributes:
        sentence: for the student, one line.
        submissions: who made it: the names of their folders among the results, each with the digest of its files.
        answers: for each bank that it was asked, those of the newest last.
    """

    sentence: Annotated[str, Meta(min_length=1, max_length=LONGEST)]
    submissions: dict[str, str]
    answers: Annotated[tuple[Answers, ...], Meta(min_length=1)]

    def that_fit(self, units: Sequence[Unit], scale_free: bool) -> Answers | None:
        """Return the answers to these units; None if there are none."""
        return next((answers for answers in self.answers if answers.fit(units, scale_free)), None)


def file_of(course: Course, exercise: str, slug: str) -> Path:
    return course.path / FOLDER / exercise / f"{slug}.json"


def load(course: Course, exercise: str) -> dict[str, Named]:
    """Return the named mistakes of an exercise by slug. Raises CourseError if a file is not valid."""
    return {file.stem: _read(file) for file in sorted((course.path / FOLDER / exercise).glob("*.json"))}


def every(course: Course) -> Iterator[tuple[str, str, Named]]:
    """Yield all named mistakes of a course, each with its exercise and slug."""
    for exercise in course.exercises:
        for slug, named in load(course, exercise.id).items():
            yield exercise.id, slug, named


def save(course: Course, exercise: str, slug: str, named: Named) -> Path:
    """Write a named mistake, with the answers to the newest banks only, and return its file."""
    file = file_of(course, exercise, slug)
    write_atomically(file, to_json(msgspec.structs.replace(named, answers=named.answers[-BANKS_KEPT:])))
    return file


def digests(course: Course, exercise: str) -> list[str]:
    """Return what decides whom the named mistakes of an exercise fit: sentences and names of submissions do not."""
    return [
        f"{slug} {answers.cases} {answers.scale_free} {hashlib.sha256(answers.packed).hexdigest()}"
        for slug, named in load(course, exercise).items()
        for answers in named.answers
    ]


def slug_of(sentence: str) -> str:
    """Return a slug from the first words of a sentence that say something.

    >>> slug_of("The kernel is turned by 180° before it slides.")
    'kernel-turned-180-before'
    """
    words = [word for word in re.findall(r"[a-z0-9]+", sentence.lower()) if word not in IDLE_WORDS]
    return "-".join(words[:WORDS])[:60].strip("-")


def _read(file: Path) -> Named:
    if not SLUG.fullmatch(file.stem):
        raise CourseError(f"{file}: {file.stem} is no slug; use lowercase letters and digits, joined by hyphens.")
    try:
        named = msgspec.json.decode(file.read_bytes(), type=Named)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise CourseError(f"{file}: not a named mistake ({error}); correct it, or remove the file.") from None
    if not named.sentence.isprintable() or any(len(a.packed) > MOST_OF_EXERCISE for a in named.answers):
        raise CourseError(f"{file}: the sentence is not one line, or the answers are too large; name it again.")
    return named
