"""The results of a class, as all pages of a report see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader import evidence, results
from grader.course import Course, Exercise
from grader.plots.charts import Figure
from grader.reporting.people import People, Person
from grader.reporting.reading import Cell, Row
from grader.results import FILE, ExerciseResult, Group
from grader.similarity import Similarity
from grader.writers.report import Link


@dataclass(frozen=True)
class Named:
    """A known mistake, with the submissions that make it."""

    exercise: str
    slug: str
    sentence: str
    folders: tuple[str, ...]


@dataclass(frozen=True)
class Cohort:
    """A class: its rows in the order of `people`, and what else is known.

    Attributes:
        run: the folder of the results.
        unreadable: folders of which the record is damaged.
        similar: None if similarity was not looked for.
        texts: whether pages show what students wrote.
    """

    course: Course
    run: Path
    people: People
    rows: tuple[Row, ...]
    unreadable: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    similar: Similarity | None = None
    texts: bool = True

    @property
    def links(self) -> tuple[Link, ...]:
        """The main pages."""
        similar = (Link("Similarity", "similarity.html"),) if self.similar is not None else ()
        return (
            Link("Overview", "index.html"),
            Link("Matrix", "matrix.html"),
            Link("Mistakes", "mistakes.html"),
            *similar,
        )

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises of the course that somebody was asked."""
        asked = {name for row in self.rows for name in row.cells}
        return tuple(e for e in self.course.exercises if e.id in asked)

    @cached_property
    def by_folder(self) -> dict[str, Row]:
        return {row.folder: row for row in self.rows}

    def cell(self, folder: str, exercise: str) -> Cell | None:
        row = self.by_folder.get(folder)
        return row.cells.get(exercise) if row else None

    def who(self, folders: Sequence[str]) -> list[Person]:
        """Return the people in the order of all."""
        wanted = set(folders)
        return [person for folder, person in self.people.items() if folder in wanted]

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """The known mistakes that somebody makes, the most frequent first."""
        found: dict[tuple[str, str], list[str]] = {}
        for row in self.rows:
            for name, cell in row.cells.items():
                if cell.diagnosis:
                    found.setdefault((name, cell.diagnosis), []).append(row.folder)
        each = [
            Named(name, slug, self.by_folder[folders[0]].cells[name].sentence, tuple(folders))
            for (name, slug), folders in found.items()
        ]
        order = {e.id: i for i, e in enumerate(self.course.exercises)}
        return tuple(
            sorted((m for m in each if m.exercise in order), key=lambda m: (-len(m.folders), order[m.exercise], m.slug))
        )

    def plainest(self, exercise: str, folders: Sequence[str]) -> str:
        """Return the folder with the failure that takes least to understand."""
        known = [(cell.effort, folder) for folder in folders if (cell := self.cell(folder, exercise))]
        return min(known)[1] if known else ""

    def failure(self, folder: str, exercise: str) -> tuple[ExerciseResult | None, Sequence[Figure]]:
        """Read the result of an exercise again, with the arrays of its failure."""
        report = results.load(self.run / folder / FILE)
        if report is None:
            return None, ()
        figures = evidence.load(self.run / folder / evidence.FILE, report.digest) or {}
        return next((e for e in report.exercises if e.id == exercise), None), figures.get(exercise, ())
