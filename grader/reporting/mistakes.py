"""The page of mistakes: those that are known, then groups of submissions that answer alike and have no name yet."""

from dataclasses import dataclass

from grader.reporting.cohort import Cohort
from grader.reporting.failures import Failure, failure
from grader.reporting.people import Person
from grader.results import Group
from grader.text import path_line
from grader.writers import report

MOST_GROUPS = 100  # on the page of all
MOST_OF_EXERCISE = 30


@dataclass(frozen=True)
class Mistake:
    """A mistake with who makes it, and the failure that takes least to understand; `name` is how to name it."""

    exercise: str
    sentence: str
    people: list[Person]
    shown: Failure | None
    slug: str = ""
    name: str = ""


def render(cohort: Cohort) -> str:
    shared = [group for group in cohort.groups if len(group.submissions) > 1]
    return report.page(
        "mistakes",
        "Mistakes",
        links=cohort.links,
        here="mistakes.html",
        named=[named for e in cohort.named if (named := _mistake(cohort, e.exercise, e.folders, e.sentence, e.slug))],
        unnamed=[unnamed(cohort, group) for group in shared[:MOST_GROUPS]],
        left=len(shared) - MOST_GROUPS,
        alone=len(cohort.groups) - len(shared),
        count=len(cohort.rows),
    )


def unnamed(cohort: Cohort, group: Group) -> Mistake:
    command = f'grader mistakes name {path_line(cohort.run)} {group.exercise} {group.id} --sentence "…"'
    return _mistake(cohort, group.exercise, group.submissions, "", name=command if cohort.texts else "")


def of_exercise(cohort: Cohort, exercise: str) -> tuple[list[Mistake], list[Mistake]]:
    """Return the mistakes of an exercise: known ones, and unnamed groups."""
    known = [
        _mistake(cohort, m.exercise, m.folders, m.sentence, m.slug) for m in cohort.named if m.exercise == exercise
    ]
    groups = [group for group in cohort.groups if group.exercise == exercise]
    return known, [unnamed(cohort, group) for group in groups[:MOST_OF_EXERCISE]]


def _mistake(
    cohort: Cohort, exercise: str, folders: tuple[str, ...], sentence: str, slug: str = "", name: str = ""
) -> Mistake:
    result, panels = cohort.failure(cohort.plainest(exercise, folders), exercise)
    entry = next((e for e in cohort.exercises if e.id == exercise), None)
    shown = failure(entry, result, panels, texts=cohort.texts) if entry and result else None
    return Mistake(exercise, sentence, cohort.who(folders), shown, slug, name)
