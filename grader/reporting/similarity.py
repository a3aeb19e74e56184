"""The page of similar submissions, which only the instructor sees: a hint to look, and no verdict."""

from dataclasses import dataclass

from grader.reporting.cohort import Cohort
from grader.reporting.people import Person
from grader.similarity import Place
from grader.writers import report

MOST_PAIRS = 100


@dataclass(frozen=True)
class Card:
    """Submissions that share code; each line says what two of them, or one, have where."""

    title: str
    tokens: int
    people: list[Person]
    lines: list[str]


def render(cohort: Cohort) -> str:
    found = cohort.similar
    assert found is not None  # noqa: S101  else there is no such page
    return report.page(
        "similarity",
        "Similarity",
        links=cohort.links,
        here="similarity.html",
        groups=[
            Card(
                g.exercise, g.tokens, cohort.who(g.submissions),
                [f"{_name(cohort, s)}: {_place(p)}" for s, p in zip(g.submissions, g.places, strict=False)],
            )
            for g in found.groups
        ],
        pairs=[
            Card(
                " and ".join(_name(cohort, folder) for folder in (p.left, p.right)), p.tokens,
                cohort.who((p.left, p.right)),
                [
                    f"{passage.exercise or 'a helper'}: {_place(passage.left)} and {_place(passage.right)}"
                    for passage in p.passages
                ],
            )
            for p in found.pairs[:MOST_PAIRS]
        ],
        pairs_found=found.pairs_found,
        compared=found.compared,
    )  # fmt: skip


def _name(cohort: Cohort, folder: str) -> str:
    person = cohort.people.get(folder)
    return person.label if person else folder


def _place(place: Place) -> str:
    cell = f", cell {place.cell}" if place.cell else ""
    return f"{place.file}{cell}, lines {place.first} to {place.last}"
