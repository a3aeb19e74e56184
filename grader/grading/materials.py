"""Everything besides the submission that determines a grade: course, checks, case bank, resources, budget."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Any

import msgspec

from grader import checks
from grader.cases.bank import LoadedBank
from grader.checks import Check
from grader.course import CATALOGUE, Course, CourseError, Exercise
from grader.intake.submission import Sources
from grader.resources import Resource
from grader.subject import NotJudged

KIT = f"convkit {version('convkit')}"


@dataclass
class Materials:
    """Everything besides the submission that determines a grade; `resources` by the name of their fixture."""

    course: Course
    bank: LoadedBank
    resources: Mapping[str, Resource]
    budget: str
    only: tuple[str, ...] = ()
    checks: dict[str, list[Check]] = field(init=False)
    skipped: dict[str, str] = field(init=False)  # checks skipped for everyone, with the reason

    def __post_init__(self) -> None:
        everything = checks.by_exercise(self.course)
        self.checks = {e.id: everything[e.id] for e in self.exercises}
        for exercise in self.exercises:
            points = sum(c.points for c in self.checks[exercise.id])
            if points != exercise.points:
                raise CourseError(
                    f"{self.course.path / CATALOGUE}: {exercise.id} has {exercise.points} points, its checks in "
                    f"{self.course.checks_folder} have {points}; make them equal."
                )
        self.skipped = {name: f"removed from the course: {why}" for name, why in self.course.retired.items()}
        for name in self.skipped.keys() - {c.id for found in everything.values() for c in found}:
            raise CourseError(f"{self.course.path / CATALOGUE}: retired.{name}: no such check; correct the name.")
        fixtures = self.open()
        for check in (c for found in self.checks.values() for c in found):
            try:
                if check.id not in self.skipped:
                    check.require(fixtures)
            except NotJudged as reason:
                self.skipped[check.id] = str(reason)

    @property
    def exercises(self) -> list[Exercise]:
        return [e for e in self.course.exercises if not self.only or e.id in self.only]

    @property
    def facts(self) -> dict[str, str]:
        """The resources' entries for the results."""
        return {name: value for resource in self.resources.values() for name, value in resource.facts.items()}

    def open(self) -> dict[str, Any]:
        """Create the fixtures for one round over a submission."""
        return {name: resource.open() for name, resource in self.resources.items()}

    def asked(self, exercise: Exercise) -> list[Check]:
        """Return the checks of an exercise that are not skipped."""
        return [c for c in self.checks[exercise.id] if c.id not in self.skipped]

    def exercise_digest(self, exercise: Exercise, sources: Sources) -> str:
        """Return the SHA-256 of everything that determines the result of one exercise."""
        return hashlib.sha256(f"{sources.digest}\n{self._by_exercise[exercise.id]}".encode()).hexdigest()

    @cached_property
    def _by_exercise(self) -> dict[str, str]:
        """Digests of everything besides the submission that determines an exercise's result, by exercise."""
        return {exercise.id: self._without_sources(exercise) for exercise in self.exercises}

    def _without_sources(self, exercise: Exercise) -> str:
        own = self.checks[exercise.id]
        needed = {name for c in own for name in c.fixtures}
        parts = [
            KIT,
            self.bank.part_digest(exercise.id, [c.id for c in own]),
            checks.digest_for(self.course.checks_folder, own),
            _digest_of([exercise.title, self.course.limits, self.course.worker]),
            *(f"{c.id}: {self.skipped[c.id]}" for c in own if c.id in self.skipped),
            *(f"{name}: {r.digest}" for name, r in self.resources.items() if name in needed),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def digest(self, sources: Sources) -> str:
        """Return the SHA-256 of everything that determines the grade."""
        parts = [
            KIT,
            sources.digest,
            self.bank.digest,
            checks.digest(self.course.checks_folder),
            _digest_of(msgspec.structs.replace(self.course, folder="")),
            self.budget,
            *(f"{name}: {resource.digest}" for name, resource in self.resources.items()),
            ",".join(self.only),
            *sources.ignored,
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _digest_of(record: object) -> str:
    return hashlib.sha256(msgspec.json.encode(record)).hexdigest()
