"""Ask submissions anew, in isolation, where the cases have changed since their mistake was named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader import results
from grader.cases import bank
from grader.cases.bank import Bank
from grader.cases.keys import Keys
from grader.course import Course
from grader.grading.again import grade_again
from grader.grading.batch import folder_name, read
from grader.intake.submission import submission_name
from grader.mistakes import named
from grader.mistakes.groups import answers_of
from grader.mistakes.named import Named
from grader.mistakes.naming import asking, why_not
from grader.sandbox.levels import IsolationLevel

WITNESSES = 3  # submissions that are asked about each mistake
GONE = "none of its submissions is there unchanged"


@dataclass(frozen=True)
class Stale:
    """A named mistake without answers to the present cases, and where some of its submissions are, unchanged."""

    exercise: str
    slug: str
    named: Named
    witnesses: Mapping[str, Path]


def stale(catalogue: Course, loaded: Bank, submissions: Sequence[Path]) -> list[Stale]:
    """Return the named mistakes without answers to the cases of a bank."""
    paths = {folder_name(submission_name(path)): path for path in submissions}
    digests: dict[str, str] = {}
    found = []
    for exercise in loaded.parts:
        with asking(catalogue, loaded, exercise) as known:
            units, scale_free = loaded.units(exercise), known.scale_free
        for slug, each in named.load(catalogue, exercise).items():
            if each.that_fit(units, scale_free) is None:
                for name in each.submissions.keys() & paths.keys() - digests.keys():
                    digests[name] = read(paths[name], catalogue).digest
                same = [name for name, digest in each.submissions.items() if digests.get(name) == digest]
                found.append(Stale(exercise, slug, each, {name: paths[name] for name in same[:WITNESSES]}))
    return found


def refresh(
    catalogue: Course, found: Sequence[Stale], place: Path, scratch: Path, levels: tuple[IsolationLevel, ...]
) -> Iterator[tuple[Stale, str]]:
    """Ask the witnesses of stale mistakes the cases of a bank, and keep their answers; yield why one is lost, or ""."""
    exercises = list(dict.fromkeys(one.exercise for one in found))
    witnesses = list(dict.fromkeys(path for one in found for path in one.witnesses.values()))
    if witnesses:
        grade_again(catalogue, exercises, witnesses, scratch, place=place, budget="none", data=None, levels=levels)
    for one in found:
        yield one, _renewed(catalogue, one, place, scratch)


def _renewed(catalogue: Course, one: Stale, place: Path, scratch: Path) -> str:
    """Keep the answers of the first witness that still shows a mistake of its own, and return ""; or why none does."""
    reason = GONE
    loaded = bank.load(place, Keys.of(catalogue), [one.exercise])  # again for each: the last one may be known now
    with asking(catalogue, loaded, one.exercise) as known:
        for name in one.witnesses:
            answers = answers_of(scratch, name, one.exercise)
            reason = (
                why_not(answers, known, loaded, one.exercise) if answers else _verdict(scratch / name, one.exercise)
            )
            if answers and not reason:
                changed = msgspec.structs.replace(one.named, answers=(*one.named.answers, answers))
                named.save(catalogue, one.exercise, one.slug, changed)
                break
    return reason


def _verdict(folder: Path, exercise: str) -> str:
    """Return why no answers were kept of a submission."""
    report = results.load(folder / results.FILE)
    found = next((e for e in report.exercises if e.id == exercise), None) if report else None
    if found and found.diagnosis:
        return f"its submissions now have the known mistake {found.diagnosis}"
    return f"its submissions do not show it any more ({found.status.replace('_', ' ') if found else 'no result'})"
