"""Draw the case bank: let hypothesis make every check's cases once, and write down what the reference answers."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

import hypothesis
import msgspec

from grader import bank, checks, course
from grader.checks import Check
from grader.judging.diagnose import coincide, same_but_for_scale, sketch
from grader.mistakes import loading
from grader.subject import Fault, Subject, Transport, Wrong, plain
from grader.submission import wire
from grader.submission.wire import Outcome, Request

SPARE = 16 * 1024  # bytes: a right answer may be larger than the reference's, where its size is free


class DrawingError(Exception):
    """A bank cannot be drawn: a check or the reference is at fault."""


class _Notes:
    """Answers by the reference, and writes down what was asked."""

    def __init__(self, reference: Transport) -> None:
        self.reference = reference
        self.requests: list[Request] = []
        self.answers: list[Outcome] = []

    def ask(self, request: Request) -> Outcome:
        outcome = self.reference.ask(request)
        self.requests.append(msgspec.structs.replace(request, room=_room(outcome)))
        self.answers.append(outcome)
        return outcome


def _room(outcome: Outcome) -> int:
    """Return the bytes that an answer may have: twice the reference's, for another float width, and some to spare."""
    values = [outcome.value] if isinstance(outcome, wire.Returned) else []
    return 2 * sum(len(array.data or b"") for array in wire.arrays_in(values)) + SPARE


def draw(catalogue: course.Course, seed: int) -> bank.Bank:
    """Draw the cases of all checks; DrawingError if the reference does not pass one of them."""
    from grader.submission.direct import Direct, read_folder  # noqa: PLC0415  it imports torch; judges do without

    reference = Direct(
        read_folder(catalogue.path / "reference"), catalogue.functions, folder="reference", package="reference"
    )
    try:
        found = checks.load(catalogue)
        cases = {check.id: _draw_check(check, reference, seed) for check in found if check.banked}
    finally:
        reference.close()
    return bank.Bank(checks.origin(catalogue), cases, _known(catalogue, found, cases))


def _known(
    catalogue: course.Course, found: Sequence[Check], cases: Mapping[str, tuple[bank.Case, ...]]
) -> dict[str, msgspec.Raw]:
    """Write down what is known of the exercises whose points all follow from answers to their cases."""
    asked: dict[str, list[Request]] = {}
    for exercise in catalogue.exercises:
        own = [c for c in found if c.exercise == exercise.id]
        if all(c.banked for c in own):
            asked[exercise.id] = [r for c in own for case in cases[c.id] for r in case.requests]
    # Forks of this process share everything that it has imported; on one thread each, as it has no pool of threads yet.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=context) as executor:
        done = executor.map(_knowledge, repeat(catalogue), asked, asked.values())
        return {name: msgspec.Raw(packed) for name, packed in zip(asked, done, strict=True)}


def _knowledge(catalogue: course.Course, exercise: str, asked: Sequence[Request]) -> bytes:
    """Ask known mistakes and right ways, and pack what they answer."""
    right = [loading.reference(catalogue, exercise), *loading.load(catalogue, "accepted", exercise)]
    every = [_answers(catalogue, v, asked) for v in right]
    scale_free = any(same_but_for_scale(a, b) for answers in every[1:] for a, b in zip(answers, every[0], strict=True))
    rights: list[list[Outcome]] = [[] for _ in asked]
    for answers in every:
        for known, answer in zip(rights, (sketch(a, scale_free) for a in answers), strict=True):
            if not any(coincide(answer, other) for other in known):
                known.append(answer)
    mistakes = tuple(
        bank.Known(v.slug, v.sentence, tuple(sketch(a, scale_free) for a in _answers(catalogue, v, asked)))
        for v in loading.load(catalogue, "mistakes", exercise)
    )
    return msgspec.msgpack.encode(bank.Knowledge(mistakes, tuple(map(tuple, rights)), scale_free))


def _answers(catalogue: course.Course, variant: loading.Variant, requests: Sequence[Request]) -> tuple[Outcome, ...]:
    """Return what a variant of the reference answers, with the room that a submission has."""
    from grader.submission.direct import Direct  # noqa: PLC0415  as above

    direct = Direct(variant.files, catalogue.functions, folder="reference", package="reference", endless=False)
    try:
        with loading.silence():
            return tuple(direct.ask(request) for request in requests)
    except Fault as fault:
        raise DrawingError(f"the mistake {variant.exercise}/{variant.slug} gives no answer: {fault}") from fault
    finally:
        direct.close()


def _draw_check(check: Check, reference: Transport, seed: int) -> tuple[bank.Case, ...]:
    drawn: dict[bytes, bank.Case] = {}
    body = check.body

    def note(**arguments: Any) -> None:
        asked, answered = _Notes(reference), _Notes(reference)
        subjects = {"student": Subject(asked), "reference": Subject(answered)}
        fixtures = {name: subject for name, subject in subjects.items() if name in check.fixtures}
        case = {name: value for name, value in arguments.items() if name not in subjects}
        body(**fixtures, **case)
        described = wire.to_value(case)
        assert isinstance(described, wire.Record)  # noqa: S101  a dictionary becomes a record
        if repr(plain(described)) != repr(case):
            raise DrawingError(f"{check.id}: a case is not plain data: {case!r}")
        key = msgspec.msgpack.encode(described)
        drawn.setdefault(key, bank.Case(described, tuple(asked.requests), tuple(answered.answers)))

    try:
        _run(check, note, seed)
    except (Wrong, Fault) as error:
        raise DrawingError(f"the reference does not pass {check.id}: {' '.join(str(error).split())}") from error
    return tuple(sorted(drawn.values(), key=_size))


def _run(check: Check, note: Callable[..., None], seed: int) -> None:
    if not check.drawn:
        note()
        return
    handle = check.function.hypothesis  # type: ignore[attr-defined]  # hypothesis puts it there
    inner = handle.inner_test
    handle.inner_test = note
    try:
        placeholders = dict.fromkeys(name for name in check.fixtures)
        hypothesis.seed(seed)(check.function)(**placeholders)
    finally:
        handle.inner_test = inner


def _size(case: bank.Case) -> tuple[int, int]:
    arrays = wire.arrays_in([value for request in case.requests for value in request.arguments])
    return sum(len(array.data or b"") for array in arrays), len(msgspec.msgpack.encode(case.arguments))


def draw_file(folder: Path, file: Path, seed: int = 1) -> None:
    """Draw the bank of a course in a clean process, and put it into its place in one step."""
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    code = "import sys; from grader.judging.drawing import main; main(*sys.argv[1:])"
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".drawing-") as scratch:
        fresh = Path(scratch) / "bank"
        single = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        environment = os.environ | single | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder), str(fresh), str(seed)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=scratch,
        )
        if done.returncode:
            raise DrawingError((done.stderr.strip().splitlines() or ["the process that draws it died"])[-1])
        fresh.replace(file)


def main(folder: str, file: str, seed: str) -> None:
    """Draw a bank here; run by draw_file in a process of its own."""
    Path(file).write_bytes(bank.to_bytes(draw(course.load(Path(folder)), int(seed))))
