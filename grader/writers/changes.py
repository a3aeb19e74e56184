"""Find the scores that changed between two grading runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader import results
from grader.results import ExerciseResult, Report


@dataclass(frozen=True)
class Change:
    """A changed score: the submission, the exercise (or "total" or "all"), and the scores before and after."""

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
