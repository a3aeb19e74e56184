"""Find the scores and the messages that changed between two grading runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from grader import results
from grader.results import ExerciseResult, Report


@dataclass(frozen=True)
class Change:
    """A change: the submission, the exercise (or "total" or "all"), and the scores or messages before and after."""

    submission: str
    what: str
    before: str
    after: str


def reports_in(folder: Path) -> dict[str, Report | None]:
    """Return the reports of a run by folder name; None for files that are not valid reports."""
    return {file.parent.name: results.load(file) for file in sorted(folder.glob(f"*/{results.FILE}"))}


def changes(old: Mapping[str, Report | None], new: Mapping[str, Report | None]) -> Iterator[Change]:
    """Yield the changed scores of all exercises and the changed totals."""
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            if (name in old) != (name in new) or before is not after:
                yield Change(name, "all", _whole(name, old), _whole(name, new))
            continue
        was, is_now = ({e.id: e for e in report.exercises} for report in (before, after))
        for exercise in dict.fromkeys([*was, *is_now]):
            scores = _score(was.get(exercise)), _score(is_now.get(exercise))
            if scores[0] != scores[1]:
                yield Change(after.submission, exercise, *scores)
        totals = _total(before), _total(after)
        if totals[0] != totals[1]:
            yield Change(after.submission, "total", *totals)


def messages(old: Mapping[str, Report | None], new: Mapping[str, Report | None]) -> Iterator[Change]:
    """Yield the exercises of which a known mistake has or lost its name, or the message changed, in both runs."""
    for name in sorted(old.keys() & new.keys()):
        before, after = old[name], new[name]
        if before is None or after is None:
            continue
        was = {e.id: e for e in before.exercises}
        for exercise in after.exercises:
            earlier = was.get(exercise.id)
            if earlier and (earlier.diagnosis, earlier.message) != (exercise.diagnosis, exercise.message):
                yield Change(after.submission, exercise.id, *_said(earlier, exercise))


def _said(*pair: ExerciseResult) -> tuple[str, str]:
    """Return the names of the known mistakes, or else the first lines that differ."""
    one, other = pair
    if one.diagnosis != other.diagnosis:
        first, second = (e.diagnosis or e.message.partition("\n")[0] for e in pair)
    else:
        both = zip_longest(*(e.message.splitlines() for e in pair), fillvalue="")
        first, second = next(lines for lines in both if lines[0] != lines[1])
    return first or "no message", second or "no message"


def _whole(name: str, reports: Mapping[str, Report | None]) -> str:
    if name not in reports:
        return "missing"
    report = reports[name]
    return _total(report) if report else "unreadable"


def _score(result: ExerciseResult | None) -> str:
    return f"{result.score} / {result.max_score}" if result else "missing"


def _total(report: Report) -> str:
    bonus = f" + {report.bonus} bonus" if report.bonus else ""
    return f"{report.total} / {report.max_score}{bonus}"
