"""Draw the case bank: generate every check's cases with hypothesis and record the reference's answers."""

import hashlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, suppress
from itertools import product
from pathlib import Path
from typing import Any

import msgspec

from grader import children, course
from grader.asking import direct
from grader.cases import bank, released
from grader.cases.keys import Keys
from grader.checks import Check
from grader.course import Course, CourseError
from grader.files import write_atomically
from grader.mistakes.asking import Asked, UnansweredError
from grader.mistakes.fingerprints import without_lines
from grader.subject import REFERENCES, Fault, Subject, Transport, WithClean, Wrong
from grader.values import Outcome, Record, Request, Returned, arrays_in, effort, plain, to_value

EXPLAINED = 4  # exit code of a drawing process that says what is wrong
SEED = 1  # of a course's own bank
PARTS_KEPT = 3  # per exercise, so that switching between versions of the checks redraws nothing
SPARE = 16 * 1024  # bytes; some exercises leave the size of the answer open
Report = Callable[[str], None]  # hears the name of each exercise that is drawn


class DrawingError(Exception):
    """The bank cannot be drawn because a check or the reference is wrong."""


class _Notes:
    """Passes requests to the reference and records them with the answers, without lines of its code."""

    def __init__(self, reference: Transport) -> None:
        self.reference = reference
        self.replays: dict[bytes, Any] = {}
        self.requests: list[Request] = []
        self.answers: list[Outcome] = []

    def ask(self, request: Request) -> Outcome:
        outcome = self.reference.ask(request)
        self.requests.append(msgspec.structs.replace(request, room=max(request.room, _room(outcome))))
        self.answers.append(without_lines(outcome))
        return outcome

    def clean(self) -> AbstractContextManager[Transport]:
        assert isinstance(self.reference, WithClean)  # noqa: S101  it is Direct
        return self.reference.clean()


def _room(outcome: Outcome) -> int:
    """Return the size limit of an answer in bytes: twice the reference's size, for float64, plus a reserve."""
    values = [outcome.value] if isinstance(outcome, Returned) else []
    return 2 * sum(len(array.data or b"") for array in arrays_in(values)) + SPARE


def secret_of(seed: int) -> str:
    """Return the secret of the banks with this seed, see `Part`."""
    return hashlib.sha256(f"convkit {seed}".encode()).hexdigest()


class Drawer:
    """Draws the parts of a course's bank in this process."""

    def __init__(self, catalogue: Course, seed: int, with_knowledge: bool) -> None:
        self.course, self.seed, self.with_knowledge = catalogue, seed, with_knowledge
        self.keys = Keys.of(catalogue)
        self.checks = self.keys.checks

    def cases(self, exercise: str) -> bank.Part:
        """Draw an exercise's cases. Raises DrawingError if the reference fails one of them."""
        catalogue = self.course
        reference = direct.reference(catalogue.path, catalogue.functions, catalogue.worker.recipes)
        try:
            banked = [c for c in self.checks[exercise] if c.banked]
            cases = {c.id: _draw_check(c, reference, self.seed) for c in banked}
        except (Wrong, Fault) as error:
            file = catalogue.path / "reference" / f"{catalogue.exercise(exercise).module}.py"
            what = str(error) if isinstance(error, Wrong) else "\n".join(filter(None, (str(error), error.call)))
            raise DrawingError(f"{file}: the reference fails a check; correct one of them.\n{what}") from error
        finally:
            reference.close()
        return bank.Part(self.keys.cases(exercise), secret_of(self.seed), banked == self.checks[exercise], cases)

    def knowledge(self, exercise: str, part: bank.Part) -> bytes:
        """Return the packed knowledge about an exercise."""
        asked = Asked(self.course, exercise, bank.units(part))
        try:
            return msgspec.msgpack.encode(asked.everything(self.keys.knowledge(exercise)))
        except UnansweredError as error:
            raise DrawingError(str(error)) from error
        finally:
            asked.close()

    def draw(self, folder: Path, exercise: str) -> str:
        """Write what a course's own bank lacks of an exercise, and return its name."""
        if bank.has_current(folder, exercise, bank.CASES, self.keys):
            part = bank.load(folder, self.keys, [exercise]).parts[exercise]
        else:
            part = self.cases(exercise)
            self._write(folder, exercise, bank.CASES, msgspec.msgpack.encode(part))
        if self.with_knowledge and not bank.has_current(folder, exercise, bank.KNOWLEDGE, self.keys):
            self._write(folder, exercise, bank.KNOWLEDGE, self.knowledge(exercise, part))
        return exercise

    def _write(self, folder: Path, exercise: str, kind: str, body: bytes) -> None:
        write_atomically(bank.file_of(folder, exercise, kind, self.keys), bank.pack(body))


def _draw_check(check: Check, reference: Transport, seed: int) -> tuple[bank.Case, ...]:
    drawn: dict[bytes, bank.Case] = {}

    def note(arguments: dict[str, Any]) -> None:
        asked, answered = _Notes(reference), _Notes(reference)
        check.run(Subject(asked, REFERENCES), Subject(answered, REFERENCES), {}, arguments)
        described = to_value(arguments)
        assert isinstance(described, Record)  # noqa: S101  a dictionary becomes a record
        if repr(plain(described)) != repr(arguments):
            raise DrawingError(f"{check.id}: the arguments of a case must be plain data, not {arguments!r}")
        key = msgspec.msgpack.encode(described)
        drawn.setdefault(key, bank.Case(described, tuple(asked.requests), tuple(answered.answers)))

    try:
        check.draw(note, seed)
    except (Wrong, Fault, DrawingError):
        raise
    except Exception as error:
        lines = traceback.extract_tb(error.__traceback__)
        where = next((f"{line.filename}:{line.lineno}" for line in reversed(lines) if line.name == check.id), check.id)
        what = " ".join(f"{type(error).__name__}: {error}".split())
        raise DrawingError(f"{where} raised {what}; correct the check.") from error
    return tuple(sorted(drawn.values(), key=_size))


def _size(case: bank.Case) -> tuple[int, int, int]:
    """Return what orders the cases of a check: the largest number of options, then the largest effort of a call."""
    options, arrays, _ = zip(*(effort(request) for request in case.requests), strict=True)
    return max(options), max(arrays), len(msgspec.msgpack.encode(case.arguments))


# In processes of their own


def draw_into(
    catalogue: Course, folder: Path, exercises: Sequence[str], *, seed: int = SEED, knowledge: bool = False,
    report: Report = lambda _exercise: None,
) -> None:  # fmt: skip
    """Draw what a course's own bank lacks of these exercises; each is kept as soon as it is drawn."""
    if catalogue.is_release:
        require_all(Keys.of(catalogue), folder, exercises)
        return
    if not catalogue.is_solved:
        raise DrawingError(f"{catalogue.path / 'reference'}: no such folder; cases are drawn from the solutions in it.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="convkit-drawing-") as scratch, tempfile.TemporaryFile() as errors:
        arguments = (str(catalogue.path), str(folder.resolve()), str(seed), "with" if knowledge else "", *exercises)
        process = subprocess.Popen(
            children.command("import sys; from grader.cases.drawing import main; main(*sys.argv[1:])", *arguments),
            env=children.environment(**children.REPEATABLE),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=scratch,
            text=True,
        )
        with process:
            assert process.stdout is not None  # noqa: S101  it is a pipe
            try:
                for line in process.stdout:
                    report(line.strip())
            except BaseException:
                process.terminate()
                raise
        if process.returncode:
            errors.seek(0)
            text = errors.read().decode("utf-8", "replace").strip()
            if process.returncode != EXPLAINED:
                text = text.rpartition("\n")[2]
            raise DrawingError(text or "the drawing process died")
    _forget_old_parts(folder, exercises)


def require_all(keys: Keys, folder: Path, exercises: Iterable[str]) -> None:
    """Raise DrawingError unless a release has all about these exercises, since it cannot draw it."""
    wanted = product(exercises, (bank.CASES, bank.KNOWLEDGE))
    lacking = [bank.file_of(folder, *each, keys).name for each in wanted if not bank.has_current(folder, *each, keys)]
    if lacking:
        raise DrawingError(f"{folder}: missing or damaged: {', '.join(lacking)}; {released.REMEDY}: it draws no cases.")


def _forget_old_parts(folder: Path, exercises: Iterable[str]) -> None:
    """Delete all but the newest files of these exercises, since each change of a check adds one."""
    with suppress(OSError):
        for exercise, kind in product(exercises, (bank.CASES, bank.KNOWLEDGE)):
            files = sorted(folder.glob(f"{exercise}-{'?' * 16}.{kind}"), key=lambda file: file.stat().st_mtime)
            for old in files[:-PARTS_KEPT]:
                old.unlink()


def draw_file(catalogue: Course, file: Path, seed: int = SEED, report: Report = lambda _exercise: None) -> None:
    """Draw all cases and all knowledge of a course, and write them to one file."""
    keys = Keys.of(catalogue)
    exercises = keys.exercises
    with tempfile.TemporaryDirectory(prefix="convkit-bank-") as other:
        # A bank with another seed may be secret, so nothing of it stays in the course folder.
        folder = bank.own_folder(catalogue) if seed == SEED else Path(other)
        draw_into(catalogue, folder, exercises, seed=seed, knowledge=True, report=report)
        write_atomically(file, bank.to_bytes(bank.bodies_in(folder, keys, exercises)))


def main(folder: str, place: str, seed: str, knowledge: str, *exercises: str) -> None:
    """Draw exercises, several at a time, and print the name of each; draw_into started this process."""
    try:
        drawer = Drawer(course.load(Path(folder)), int(seed), bool(knowledge))
        for done in _each(drawer, Path(place), exercises):
            print(done, flush=True)
    except (DrawingError, CourseError, bank.BankError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(EXPLAINED)


def _each(drawer: Drawer, place: Path, exercises: Sequence[str]) -> Iterator[str]:
    if len(exercises) == 1:
        yield drawer.draw(place, exercises[0])
        return
    # Forks share this process's imports; forking is safe because no thread pool has started yet.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" and hasattr(os, "fork") else "spawn")
    given = (drawer.course, drawer.seed, drawer.with_knowledge)
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(exercises)), context, _open, given) as pool:
        waiting: list[Future[str]] = [pool.submit(_draw, place, exercise) for exercise in exercises]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_drawer: Drawer | None = None  # one per pool process


def _open(catalogue: Course, seed: int, with_knowledge: bool) -> None:
    global _drawer  # noqa: PLW0603  a pool's initializer can store nothing elsewhere
    _drawer = Drawer(catalogue, seed, with_knowledge)


def _draw(place: Path, exercise: str) -> str:
    assert _drawer is not None  # noqa: S101  the initializer ran
    return _drawer.draw(place, exercise)
