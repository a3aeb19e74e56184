"""Everything besides the submission that determines a grade: course, checks, case bank, resources, budget."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Any

import msgspec

from grader.cases.bank import Bank
from grader.cases.keys import Keys, digest
from grader.checks import OWN, Check
from grader.course import Course, Exercise, Grading, Limits
from grader.grading import costs
from grader.intake.submission import Sources
from grader.mistakes import loading
from grader.mistakes.asking import Helper
from grader.mistakes.knowledge import Known
from grader.resources import Resource
from grader.subject import NotJudged

KIT = f"convkit {version('convkit')}"


@dataclass
class Materials:
    """Everything besides the submission that determines a grade; `resources` by the name of their fixture."""

    course: Course
    bank: Bank
    keys: Keys
    resources: Mapping[str, Resource]
    budget: str
    only: tuple[str, ...] = ()
    slowness: float = 1.0  # of this machine, see `costs.slowness`; it stretches the limits
    release: str = ""  # the digest of the release that students have
    checks: dict[str, list[Check]] = field(init=False)
    skipped: dict[str, str] = field(init=False)  # checks skipped for everyone, with the reason
    _parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.checks = {e.id: self.keys.checks[e.id] for e in self.exercises}
        self.helper = Helper(self.course.path, self.bank.place)
        self.skipped = {name: f"removed from the course: {why}" for name, why in self.course.retired.items()}
        fixtures = self.open()
        for check in (c for found in self.checks.values() for c in found):
            try:
                if check.id not in self.skipped:
                    check.require(fixtures)
            except NotJudged as reason:
                self.skipped[check.id] = str(reason)

    @cached_property
    def limits(self) -> Limits:
        """The course's limits, on this machine."""
        return costs.scaled(self.course.limits, self.slowness)

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

    def known(self, exercise: Exercise) -> Known:
        """Return how the known mistakes of an exercise answer; where this has not been drawn, they are asked."""
        drawn = self.bank.known(exercise.id)
        return drawn or self.helper.known(exercise.id)

    def begin_asking(self, exercise: Exercise) -> None:
        """Let known mistakes be read, since a submission has failed that they may explain; nothing waits for it."""
        if self.bank.units(exercise.id) and self.bank.known(exercise.id) is None:
            self.helper.begin(exercise.id)

    def sentence(self, exercise: Exercise, slug: str) -> str:
        """Return the sentence about a known mistake for the student."""
        return self._sentences[exercise.id].get(slug, "")

    @cached_property
    def _sentences(self) -> dict[str, dict[str, str]]:
        return {e.id: self._sentences_of(e) for e in self.exercises}

    def _sentences_of(self, exercise: Exercise) -> dict[str, str]:
        """Return the sentences of the course, or of the bank where the course is a release."""
        known = self.bank.known(exercise.id) if self.course.is_release else None
        return known.sentences if known else loading.sentences(self.course, "mistakes", exercise.id)

    def parameters(self, function: str) -> tuple[str, ...]:
        """Return the names of the positional parameters of a function of the reference, as far as it has some."""
        if function not in self._parameters:
            file = self.course.path / "reference" / f"{self.course.functions.get(function)}.py"
            tree = ast.parse(file.read_bytes()) if file.exists() else ast.Module([], [])
            found = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
            named = [[a.arg for a in (*node.args.posonlyargs, *node.args.args)] for node in found]
            self._parameters[function] = tuple(named[-1]) if named else ()
        return self._parameters[function]

    def close(self) -> None:
        self.helper.close()

    def exercise_digest(self, exercise: Exercise, sources: Sources) -> str:
        """Return the SHA-256 of everything that determines the result of one exercise."""
        return digest([sources.digest, self.by_exercise[exercise.id]])

    @cached_property
    def by_exercise(self) -> dict[str, str]:
        """Digests of everything besides the submission that determines an exercise's result, by exercise."""
        return {exercise.id: self._without_sources(exercise) for exercise in self.exercises}

    def _without_sources(self, exercise: Exercise) -> str:
        own = self.checks[exercise.id]
        needed = {name for c in own for name in c.fixtures}
        course = self.course
        # What only helps in practice is no part of a result, so that a better hint grades nothing again.
        without_hints = msgspec.structs.replace(exercise, hints=(), hints_for={}, predictable=False)
        decisive = [without_hints, course.limits, course.worker, course.functions]
        budget = [self.budget, course.budgets.get(self.budget), course.fixtures] if needed - OWN else []
        return digest(
            [
                KIT,
                self.bank.digests[exercise.id],
                self.keys.knowledge(exercise.id),
                _text([decisive, budget, self._sentences[exercise.id]]),
                *(f"{c.id}: {self.skipped[c.id]}" for c in own if c.id in self.skipped),
                *(f"{name}: {r.digest}" for name, r in self.resources.items() if name in needed),
            ]
        )

    def digest(self, sources: Sources) -> str:
        """Return the SHA-256 of everything that determines the grade."""
        return digest([sources.digest, self._whole, *sources.ignored])

    @cached_property
    def _whole(self) -> str:
        course = msgspec.structs.replace(self.course, folder="", grading=Grading())  # applied after judging
        found = [f"{name}: {resource.digest}" for name, resource in self.resources.items()]
        return digest([_text(course), self.budget, ",".join(self.only), *found, *self.by_exercise.values()])


def _text(record: object) -> str:
    return msgspec.json.encode(record, order="deterministic").decode()
