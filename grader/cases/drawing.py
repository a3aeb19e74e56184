"""Draw the case bank: generate every check's cases with hypothesis and record the reference's answers."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import repeat
from pathlib import Path
from typing import Any

import msgspec

from grader import checks, course
from grader.asking import direct
from grader.cases import bank
from grader.checks import Check
from grader.mistakes import loading
from grader.mistakes.fingerprints import coincide, fingerprint, same_but_for_scale
from grader.mistakes.knowledge import Knowledge, KnownMistake, compared
from grader.subject import Fault, Subject, Transport, WithClean, Wrong
from grader.values import Outcome, Record, Request, Returned, arrays_in, effort, plain, to_value

SPARE = 16 * 1024  # bytes; some exercises leave the size of the answer open


class DrawingError(Exception):
    """The bank cannot be drawn because a check or the reference is wrong."""


class _Notes:
    """Passes requests to the reference and records them with the answers."""

    def __init__(self, reference: Transport) -> None:
        self.reference = reference
        self.requests: list[Request] = []
        self.answers: list[Outcome] = []

    def ask(self, request: Request) -> Outcome:
        outcome = self.reference.ask(request)
        self.requests.append(msgspec.structs.replace(request, room=max(request.room, _room(outcome))))
        self.answers.append(outcome)
        return outcome

    def clean(self) -> AbstractContextManager[Transport]:
        assert isinstance(self.reference, WithClean)  # noqa: S101  it is Direct
        return self.reference.clean()


def _room(outcome: Outcome) -> int:
    """Return the size limit of an answer in bytes: twice the reference's size, for float64, plus a reserve."""
    values = [outcome.value] if isinstance(outcome, Returned) else []
    return 2 * sum(len(array.data or b"") for array in arrays_in(values)) + SPARE


def draw(catalogue: course.Course, seed: int) -> bank.Bank:
    """Draw the cases of all checks. Raises DrawingError if the reference fails one of them."""
    reference = direct.reference(catalogue.path, catalogue.functions, catalogue.worker.recipes)
    try:
        found = checks.load(catalogue)
        cases = {check.id: _draw_check(check, reference, seed) for check in found if check.banked}
    finally:
        reference.close()
    return bank.Bank(checks.origin(catalogue), cases, _known(catalogue, found, cases))


def _known(
    catalogue: course.Course, found: Sequence[Check], cases: Mapping[str, tuple[bank.Case, ...]]
) -> dict[str, msgspec.Raw]:
    """Return the packed knowledge about each exercise whose checks are all in the bank."""
    asked: dict[str, list[Request]] = {}
    for exercise in catalogue.exercises:
        own = [c for c in found if c.exercise == exercise.id]
        if all(c.banked for c in own):
            asked[exercise.id] = [r for c in own for case in cases[c.id] for r in case.requests if compared(r)]
    # Forks share this process's imports; forking is safe because no thread pool has started yet.
    method = "fork" if sys.platform == "linux" and hasattr(os, "fork") else "spawn"
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context(method)) as executor:
        done = executor.map(_knowledge, repeat(catalogue), asked, asked.values())
        return {name: msgspec.Raw(packed) for name, packed in zip(asked, done, strict=True)}


def _knowledge(catalogue: course.Course, exercise: str, asked: Sequence[Request]) -> bytes:
    """Return the packed fingerprints of the answers of known mistakes and accepted solutions."""
    right = [loading.reference(catalogue, exercise), *loading.load(catalogue, "accepted", exercise)]
    every = [_answers(catalogue, v, asked) for v in right]
    scale_free = any(same_but_for_scale(a, b) for answers in every[1:] for a, b in zip(answers, every[0], strict=True))
    rights: list[list[Outcome]] = [[] for _ in asked]
    for answers in every:
        for known, answer in zip(rights, (fingerprint(a, scale_free) for a in answers), strict=True):
            if not any(coincide(answer, other) for other in known):
                known.append(answer)
    mistakes = tuple(
        KnownMistake(v.slug, v.sentence, tuple(fingerprint(a, scale_free) for a in _answers(catalogue, v, asked)))
        for v in loading.load(catalogue, "mistakes", exercise)
    )
    return msgspec.msgpack.encode(Knowledge(mistakes, tuple(map(tuple, rights)), scale_free))


def _answers(catalogue: course.Course, variant: loading.Variant, requests: Sequence[Request]) -> tuple[Outcome, ...]:
    """Return the answers of a variant of the reference, under the size limits of a submission."""
    transport = direct.reference(
        catalogue.path, catalogue.functions, catalogue.worker.recipes, files=variant.files, endless=False
    )
    try:
        with loading.silence():
            return tuple(transport.ask(request) for request in requests)
    except Fault as fault:
        raise DrawingError(f"the mistake {variant.exercise}/{variant.slug} gives no answer: {fault}") from fault
    finally:
        transport.close()


def _draw_check(check: Check, reference: Transport, seed: int) -> tuple[bank.Case, ...]:
    drawn: dict[bytes, bank.Case] = {}

    def note(arguments: dict[str, Any]) -> None:
        asked, answered = _Notes(reference), _Notes(reference)
        check.run(Subject(asked), Subject(answered), {}, arguments)
        described = to_value(arguments)
        assert isinstance(described, Record)  # noqa: S101  a dictionary becomes a record
        if repr(plain(described)) != repr(arguments):
            raise DrawingError(f"{check.id}: the arguments of a case must be plain data, not {arguments!r}")
        key = msgspec.msgpack.encode(described)
        drawn.setdefault(key, bank.Case(described, tuple(asked.requests), tuple(answered.answers)))

    try:
        check.draw(note, seed)
    except (Wrong, Fault) as error:
        raise DrawingError(f"the reference fails {check.id}: {' '.join(str(error).split())}") from error
    except DrawingError:
        raise
    except Exception as error:
        lines = traceback.extract_tb(error.__traceback__)
        where = next((f"{line.filename}:{line.lineno}" for line in reversed(lines) if line.name == check.id), check.id)
        what = " ".join(f"{type(error).__name__}: {error}".split())
        raise DrawingError(f"{where} raised {what}; correct the check.") from error
    return tuple(sorted(drawn.values(), key=_size))


def _size(case: bank.Case) -> tuple[int, int, int]:
    """Return what orders the cases of a check: the largest number of options, then the effort of all calls."""
    options, arrays, _ = zip(*(effort(request) for request in case.requests), strict=True)
    return max(options), sum(arrays), len(msgspec.msgpack.encode(case.arguments))


def draw_file(folder: Path, file: Path, seed: int = 1) -> None:
    """Draw the bank of a course in a clean process and write it in one step."""
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    code = "import sys; from grader.cases.drawing import main; main(*sys.argv[1:])"
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
            raise DrawingError((done.stderr.strip().splitlines() or ["the drawing process died"])[-1])
        fresh.replace(file)


def main(folder: str, file: str, seed: str) -> None:
    """Draw a bank in this process, which draw_file started."""
    Path(file).write_bytes(bank.to_bytes(draw(course.load(Path(folder)), int(seed))))
