"""Subjects, the objects through which checks call a submission or the reference, and their answers."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, runtime_checkable

import msgspec
import numpy as np

from grader import literals as show
from grader.values import (
    NO_EFFORT,
    Absent,
    Effort,
    Handle,
    Outcome,
    Raised,
    Recipe,
    Request,
    Returned,
    Value,
    effort,
    plain,
    tensor,
    to_value,
)

T = TypeVar("T")
STUDENTS, REFERENCES = "your code", "the course's reference"
RECORD_BYTES = 16 << 20  # of the arrays of a recorded network: twice those of the largest one allowed


class Fault(Exception):
    """The submission gave no answer; `status` is the reason and `message` is for the student."""

    def __init__(self, status: str, message: str, call: str = "", not_implemented: bool = False) -> None:
        super().__init__(message)
        self.status, self.message, self.call = status, message, call
        self.not_implemented = not_implemented
        self.effort = NO_EFFORT


class Wrong(AssertionError):
    """The submission gave a wrong answer."""

    def __init__(
        self, message: str, *, call: str = "", expected: str = "", got: str = "", effort: Effort = NO_EFFORT
    ) -> None:
        super().__init__(message)
        self.message, self.call, self.expected, self.got = message, call, expected, got
        self.effort = effort

    def __str__(self) -> str:
        parts = [self.message]
        if self.call:
            parts.append(self.call)
        if self.expected:
            parts.append(f"expected: {self.expected}\ngot:      {self.got}")
        return "\n".join(parts)


class NotJudged(Exception):
    """A check cannot run here, for this reason; its points do not count towards the maximum."""


class Transport(Protocol):
    """Answers requests, in this process or in a worker."""

    def ask(self, request: Request) -> Outcome: ...


@runtime_checkable
class WithClean(Transport, Protocol):
    """A transport to a submission.

    Attributes:
        replays: what came of the records that have been replayed, since a clean process answers the same again.
    """

    replays: dict[bytes, Any]

    def clean(self) -> AbstractContextManager[Transport]:
        """Return a transport that has never seen the submission."""


@dataclass(frozen=True)
class Answer:
    """The outcome of one request; `whose` code gave it."""

    request: Request
    outcome: Outcome
    whose: str = STUDENTS

    @property
    def call(self) -> str:
        return show.call(self.request)

    @property
    def effort(self) -> Effort:
        return effort(self.request)

    @property
    def value(self) -> Value:
        """The value that the call returned. Raises Fault if it did not return."""
        self.required()
        assert isinstance(self.outcome, Returned)  # noqa: S101  required
        return self.outcome.value

    def required(self) -> None:
        """Require that the call returned, with any value."""
        if not isinstance(self.outcome, Returned):
            raise self.fault()

    def fault(self) -> Fault:
        if isinstance(self.outcome, Absent):
            return Fault("missing", self.outcome.text)
        assert isinstance(self.outcome, Raised)  # noqa: S101  the third and last kind of outcome
        fault = raised(self.outcome, self.call, self.whose)
        if self.whose != STUDENTS:
            fault.status = "kit_error"
        fault.effort = self.effort
        return fault


def where(outcome: Raised) -> str:
    """Return the last lines of someone's code that an exception passed through, each on two lines of text."""
    return "".join(
        f"\n  {frame.file}, line {frame.line}, in {frame.function}\n    {frame.source}" for frame in outcome.frames[-3:]
    )


def raised(outcome: Raised, call: str, whose: str = STUDENTS) -> Fault:
    """Describe an exception of someone's code, with frames of that code only."""
    if not outcome.type:  # a statement of the kit about what the code returned
        return Fault("error", outcome.text, call)
    what = f"{outcome.type}: {outcome.text}" if outcome.text else outcome.type
    lines = where(outcome)
    if outcome.memory:
        return Fault("memory", f"{whose} used more memory than it is allowed to", call)
    if outcome.bases[:1] == ("SystemExit",):
        start = f"{outcome.while_importing} could not be imported: it" if outcome.while_importing else whose
        text = "" if outcome.text.lstrip("-").isdigit() or outcome.text in ("", "None") else f"\n{outcome.text}"
        return Fault("error", f"{start} ended Python with sys.exit(), exit() or quit(){text}{lines}", call)
    if outcome.while_importing:
        return Fault("error", f"{outcome.while_importing} could not be imported: {what}{lines}")
    return Fault("error", f"{whose} raised {what}{lines}", call, "NotImplementedError" in outcome.bases)


def _images(images: np.ndarray | Recipe) -> Value:
    return images if isinstance(images, Recipe) else tensor(images)


def _array(kind: type, thing: object) -> object:
    if not isinstance(thing, kind):
        raise TypeError(f"no {kind.__name__}")
    return thing


class Subject:
    """A submission or the reference, as the checks see it; messages about faults say `whose` code it is."""

    def __init__(self, transport: Transport, whose: str = STUDENTS) -> None:
        self.transport, self.whose = transport, whose
        self.begin()

    def begin(self) -> None:
        """Start a new case; its first request resets seeds and modes."""
        self.fresh = True
        self.asked: list[Request] = []  # in this case
        self.answers: list[Answer] = []
        self.built = 0  # number of objects that the submission's process keeps for this case

    def call(self, name: str, *arguments: Any, **options: Any) -> Answer:
        """Call a function by name with NumPy arrays, `tensor(…)`, numbers, lists or recipes."""
        return self._ask("call", name, arguments, options)

    def gradients(self, name: str, *arguments: Any, cotangent: np.ndarray, **options: Any) -> Answer:
        """Return the gradients of sum(result * cotangent) with respect to the tensor arguments."""
        return self._ask("vjp", name, (*arguments, tensor(cotangent)), options)

    def build(self, what: str | Recipe) -> Handle:
        """Create an object from the submission's class or from a recipe, and keep it until the end of the case."""
        name, arguments = ("", (what,)) if isinstance(what, Recipe) else (what, ())
        answer = self._ask("build", name, arguments, {})
        if not isinstance(answer.value, Handle):
            message, got = f"{what}() must be a torch.nn.Module", show.value(answer.value)
            raise Wrong(message, call=f"{what}()", expected="a torch.nn.Module", got=got)
        self.built += 1
        return Handle(self.built - 1)  # counted here, because the worker's number cannot be trusted

    def logits(self, model: Handle, images: np.ndarray | Recipe, **options: Any) -> Answer:
        """Run a model on images, (B, 1, 28, 28) float32, in eval mode unless `training` is True or "as it is"."""
        return self._ask("logits", "", (model, _images(images)), options)

    def describe(self, model: Handle, kind: type[T]) -> T:
        """Return the report of the submission's process about a model. Raises Fault if it is not of this kind."""
        return self._report("describe", (model,), {}, kind)

    def _report(
        self, operation: Any, arguments: tuple[Any, ...], options: dict[str, Any], kind: type[T], room: int = 0
    ) -> T:
        report = plain(self._ask(operation, "", arguments, options, room).value)
        try:
            return msgspec.convert(report, kind, dec_hook=_array)
        except msgspec.ValidationError:
            raise Fault("error", "your code's process sent an invalid reply") from None

    def record(self, model: Handle, images: np.ndarray | Recipe, batch: int) -> Answer:
        """Return a record of a model's forward pass on the first images of a batch, or None if that is impossible."""
        return self._ask("record", "", (model, _images(images)), {"batch": batch}, room=RECORD_BYTES)

    def replay(self, record: Value, images: np.ndarray | Recipe, batch: int, count: int, kind: type[T]) -> T | None:
        """Replay a record on the first images, in a process that has never seen the submission; None if it fails."""
        assert isinstance(self.transport, WithClean)  # noqa: S101  the reference is never asked
        key = hashlib.sha256(msgspec.msgpack.encode((record, _images(images), batch, count))).digest()
        known = self.transport.replays
        if key not in known:
            with self.transport.clean() as transport:
                options = {"batch": batch, "count": count}
                arguments = (record, _images(images))
                try:
                    known[key] = Subject(transport)._report("replay", arguments, options, kind, RECORD_BYTES)
                except Fault:
                    return None
        found: T = known[key]
        return found

    def inspect(self, name: str) -> list[str]:
        """Return the packages that a function's source uses, except NumPy and the standard library."""
        return plain(self._ask("inspect", name, (), {}).value)  # type: ignore[no-any-return]

    def _ask(
        self, operation: Any, name: str, arguments: tuple[Any, ...], options: dict[str, Any], room: int = 0
    ) -> Answer:
        named = {key: to_value(item) for key, item in options.items()}
        request = Request(operation, name, tuple(map(to_value, arguments)), named, room, fresh=self.fresh)
        self.fresh = False
        self.asked.append(request)
        answer = Answer(request, self.transport.ask(request), self.whose)
        self.answers.append(answer)
        return answer
