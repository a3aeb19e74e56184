"""Ask known mistakes and accepted solutions: in this process, or in one of its own, for a judge."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from grader import course
from grader.asking import direct
from grader.asking.direct import Direct
from grader.cases import bank
from grader.cases.bank import BankError
from grader.cases.keys import Keys
from grader.children import REPEATABLE, Child
from grader.course import Course
from grader.mistakes import loading, named
from grader.mistakes.fingerprints import coincide, same_but_for_scale
from grader.mistakes.knowledge import Knowledge, KnownMistake, Unit
from grader.mistakes.loading import Variant
from grader.subject import Fault
from grader.values import Outcome, Raised

NOUNS = {"mistakes": "mistake", "lookalikes": "lookalike", "accepted": "accepted solution"}


class UnansweredError(Exception):
    """A known mistake or an accepted solution gives no answer. The message says which."""


class Asked:
    """Asks the variants of an exercise what is compared, once, and remembers the fingerprints; implements Known."""

    def __init__(self, catalogue: Course, exercise: str, units: Sequence[Unit]) -> None:
        self.course, self.exercise, self.units = catalogue, exercise, units
        self.mistakes = {v.slug: v for v in loading.load(catalogue, "mistakes", exercise)}
        accepted = {v.slug: v for v in loading.load(catalogue, "accepted", exercise)}
        self.right = [loading.reference(catalogue, exercise), *accepted.values()]
        self._transports: dict[tuple[str, str], Direct] = {}
        self._raw: dict[tuple[str, str, int], list[Outcome]] = {}
        self._answers: dict[tuple[str, int], list[Outcome]] = {}
        self._rights: dict[int, list[list[Outcome]]] = {}

    @property
    def slugs(self) -> Sequence[str]:
        return [*self.mistakes, *self.named]

    @cached_property
    def named(self) -> dict[str, tuple[tuple[Outcome, ...], ...]]:
        """The answers of named mistakes, of those that fit what is asked."""
        return {
            slug: answers.units()
            for slug, found in named.load(self.course, self.exercise).items()
            if slug not in self.mistakes and (answers := found.that_fit(self.units, self.scale_free))
        }

    @cached_property
    def scale_free(self) -> bool:
        """Whether an accepted solution answers the first unit of a check with the reference's answer but for scale."""
        first = {unit.check: number for number, unit in reversed(list(enumerate(self.units)))}
        return any(
            same_but_for_scale(answer, right)
            for number in first.values()
            for variant in self.right[1:]
            for answer, right in zip(self._ask(variant, number), self._ask(self.right[0], number), strict=True)
        )

    def answers(self, slug: str, unit: int) -> Sequence[Outcome]:
        if slug in self.named:
            return self.named[slug][unit]
        if (slug, unit) not in self._answers:
            self._answers[slug, unit] = self.answers_of(self.mistakes[slug], unit)
        return self._answers[slug, unit]

    def answers_of(self, variant: Variant, unit: int) -> list[Outcome]:
        """Return the fingerprints of any variant's answers to the requests of a unit."""
        return self.units[unit].fingerprints(self._ask(variant, unit), self.scale_free)

    def reference(self, unit: int) -> Sequence[Outcome]:
        return self.answers_of(self.right[0], unit)

    def rights(self, unit: int) -> Sequence[Sequence[Outcome]]:
        if unit not in self._rights:
            found: list[list[Outcome]] = [[] for _ in self.units[unit].requests]
            for variant in self.right:
                for different, reduced in zip(found, self.answers_of(variant, unit), strict=True):
                    if not any(coincide(reduced, other) for other in different):
                        different.append(reduced)
            self._rights[unit] = found
        return self._rights[unit]

    def everything(self, key: str) -> Knowledge:
        """Return all answers, under this key."""
        numbers = range(len(self.units))
        sentences = loading.sentences(self.course, "mistakes", self.exercise)
        mistakes = tuple(
            KnownMistake(slug, sentences[slug], tuple(tuple(self.answers(slug, n)) for n in numbers))
            for slug in self.slugs
        )
        right = tuple(tuple(map(tuple, self.rights(n))) for n in numbers)
        return Knowledge(key, mistakes, right, self.scale_free)

    def _ask(self, variant: Variant, unit: int) -> list[Outcome]:
        """Return a variant's answers to a unit, under the size limits of a submission."""
        place = (variant.kind, variant.slug, unit)
        if place not in self._raw:
            transport = self._transport(variant)
            what = f"the {NOUNS[variant.kind]} {self.exercise}/{variant.slug} gives no answer"
            try:
                with loading.silence(), transport.answerer.importer.alone():
                    answers = [transport.ask(request) for request in self.units[unit].requests]
            except Fault as fault:
                raise UnansweredError(f"{what}: {fault}") from fault
            for answer in answers:
                if isinstance(answer, Raised) and answer.while_importing:
                    raise UnansweredError(f"{what}: {answer.type}: {answer.text}")
            self._raw[place] = answers
        return self._raw[place]

    def _transport(self, variant: Variant) -> Direct:
        name = (variant.kind, variant.slug)
        if name not in self._transports:
            functions, recipes = self.course.functions, self.course.worker.recipes
            transport = direct.reference(self.course.path, functions, recipes, files=variant.files, endless=False)
            transport.answerer.importer.unhook()  # all of them are modules of one package
            self._transports[name] = transport
        return self._transports[name]

    def close(self) -> None:
        self._transports.clear()


# In a process of its own


class AskedElsewhere:
    """The variants of one exercise, asked in the process of a Helper; implements Known."""

    def __init__(self, helper: Helper, exercise: str, slugs: Sequence[str], scale_free: bool) -> None:
        self.helper, self.exercise, self.slugs, self.scale_free = helper, exercise, slugs, scale_free

    def answers(self, slug: str, unit: int) -> Sequence[Outcome]:
        found: Sequence[Outcome] = self.helper.ask("answers", self.exercise, slug, unit)
        return found

    def reference(self, unit: int) -> Sequence[Outcome]:
        found: Sequence[Outcome] = self.helper.ask("reference", self.exercise, unit)
        return found

    def rights(self, unit: int) -> Sequence[Sequence[Outcome]]:
        found: Sequence[Sequence[Outcome]] = self.helper.ask("rights", self.exercise, unit)
        return found

    def close(self) -> None:
        """Do nothing: the helper serves all submissions."""


class Helper:
    """A process that asks the variants of a course, so that a judge imports nothing for them; started when needed."""

    def __init__(self, folder: Path, place: Path) -> None:
        """Ask the variants of the course in a folder what is in the bank at this place."""
        self.folder, self.place = folder, place
        self._forget()

    def _forget(self) -> None:
        self.child: Child | None = None
        self.begun: deque[str] = deque()  # exercises that the process is reading
        self.opened: dict[str, AskedElsewhere] = {}

    def begin(self, exercise: str) -> None:
        """Let the process read an exercise, without waiting for it."""
        if exercise not in self.opened and exercise not in self.begun:
            with self._talking():
                if self.child is None:
                    self.child = Child("grader.mistakes.asking", **REPEATABLE)
                    self.child.pipe.send((self.folder, self.place))
                self.child.pipe.send(("open", exercise))
            self.begun.append(exercise)

    def known(self, exercise: str) -> AskedElsewhere:
        """Return the variants of an exercise. Raises UnansweredError if they cannot be asked."""
        self.begin(exercise)
        while self.begun:
            name = self.begun.popleft()
            self.opened[name] = AskedElsewhere(self, name, *self._receive())
        return self.opened[exercise]

    def ask(self, *question: object) -> Any:
        """Return the answer. Raises UnansweredError if there is none."""
        with self._talking():
            assert self.child is not None  # noqa: S101  the exercise has been opened
            self.child.pipe.send(question)
        return self._receive()

    def _receive(self) -> Any:
        with self._talking():
            assert self.child is not None  # noqa: S101  it was asked
            answer = self.child.pipe.recv()
        if isinstance(answer, UnansweredError):
            raise answer
        return answer

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Turn the end of the process into an UnansweredError; another one is started for the next exercise."""
        try:
            yield
        except (EOFError, OSError):
            self.close()
            raise UnansweredError("the process that asks known mistakes has ended") from None

    def close(self) -> None:
        if self.child is not None:
            self.child.close()
        self._forget()


def serve(descriptor: int) -> None:
    """Answer the questions of a Helper until it closes the pipe."""
    import resource  # noqa: PLC0415  other systems lack it; there is no judge on them

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))  # the judge's own limit is none of ours
    pipe = Connection(descriptor)
    with suppress(EOFError, OSError):
        folder, place = pipe.recv()
        catalogue = course.load(folder)
        keys = Keys.of(catalogue)
        asked: dict[str, Asked] = {}
        while True:
            question, exercise, *rest = pipe.recv()
            try:
                if question == "open":
                    units = bank.load(place, keys, [exercise]).units(exercise)
                    one = asked[exercise] = Asked(catalogue, exercise, units)
                    answer: object = one.slugs, one.scale_free
                else:
                    answer = getattr(asked[exercise], question)(*rest)
            except (UnansweredError, BankError) as error:
                answer = UnansweredError(str(error))
            pipe.send(answer)
