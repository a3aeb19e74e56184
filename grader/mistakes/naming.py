"""Turn a group of submissions that answer alike into a known mistake, and keep it known when the cases change."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from grader.cases.bank import Bank
from grader.course import Course
from grader.mistakes.asking import Helper
from grader.mistakes.fingerprints import alike, coincide
from grader.mistakes.kept import Answers
from grader.mistakes.knowledge import Known, tells
from grader.mistakes.loading import sentences
from grader.mistakes.named import LONGEST, SLUG, slug_of
from grader.values import Outcome


class NamingError(Exception):
    """The group cannot be named so. The message says why, and a remedy."""


@contextmanager
def asking(catalogue: Course, loaded: Bank, exercise: str) -> Iterator[Known]:
    """Return the known mistakes of an exercise: those in the bank, or else they are asked in a process of their own."""
    helper = Helper(catalogue.path, loaded.place)
    try:
        yield loaded.known(exercise) or helper.known(exercise)
    finally:
        helper.close()


def check_sentence(sentence: str) -> str:
    """Return a sentence for students, trimmed. Raises NamingError unless it is one line of moderate length."""
    trimmed = sentence.strip()
    if not trimmed or not trimmed.isprintable() or len(trimmed) > LONGEST:
        raise NamingError(f"--sentence: must be one line of at most {LONGEST} characters that says what is wrong.")
    return trimmed


def free_slug(catalogue: Course, exercise: str, sentence: str, wanted: str = "") -> str:
    """Return the slug that is wanted, or one from the sentence. Raises NamingError if it is taken or is none."""
    taken = sentences(catalogue, "mistakes", exercise)
    if not wanted:
        base = slug_of(sentence) or "mistake"
        return next(slug for slug in _numbered(base) if slug not in taken)
    if not SLUG.fullmatch(wanted) or len(wanted) > 60:
        raise NamingError(
            f"--slug {wanted}: use lowercase letters and digits, joined by hyphens, such as flips-kernel."
        )
    if wanted in taken:
        raise NamingError(f"--slug {wanted}: {exercise} has a mistake of this name ({taken[wanted]}); choose another.")
    return wanted


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def why_not(answers: Answers, known: Known, loaded: Bank, exercise: str) -> str:
    """Return why answers cannot be those of a new known mistake, which is told from all others; "" if they can."""
    if not answers.fit(loaded.units(exercise), known.scale_free):
        return "these are answers to other cases; grade again, or name the bank of these results with --bank FILE"
    given = answers.units()
    if all(_all_right(unit, known.rights(number)) for number, unit in enumerate(given)):
        return "all its answers are right, so that diagnosis could not tell it from a solution"
    if not any(tells(answer) for unit in given for answer in unit):
        return "all its answers are errors, which different mistakes share"
    for slug in known.slugs:
        if _answers_alike(given, known, slug):
            return f"its answers are those of the known mistake {slug}, which the next grader grade names"
    return ""


def _answers_alike(given: Sequence[Sequence[Outcome]], known: Known, slug: str) -> bool:
    """Return whether diagnosis would take answers for a known mistake, or that mistake for them."""

    def alike_in(number: int, swapped: bool) -> bool:
        both = given[number], known.answers(slug, number)
        return all(map(alike, *(both[::-1] if swapped else both), known.rights(number)))

    return any(all(alike_in(number, swapped) for number in range(len(given))) for swapped in (False, True))


def _all_right(answers: Sequence[Outcome], rights: Sequence[Sequence[Outcome]]) -> bool:
    return all(any(coincide(a, right) for right in each) for a, each in zip(answers, rights, strict=True))
