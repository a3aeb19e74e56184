"""Check the functions of a notebook: one exercise or all."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader import checks, course, results
from grader.asking.direct import Captured, Tail
from grader.cases import bank
from grader.cases.drawing import DrawingError
from grader.cases.keys import Keys
from grader.checks import Check
from grader.course import CATALOGUE, Course, CourseError, Exercise
from grader.notebook.cells import CellAnswerer, undisturbed
from grader.notebook.page import Board, Note, Verdict
from grader.plots import charts
from grader.practice.session import PracticeError, Session
from grader.resources import ResourceError
from grader.results import ExerciseResult
from grader.subject import Fault, Wrong
from grader.verdicts import untouched
from grader.writers import pages

# The last results of `check(...)` and the objects they apply to, by course folder and exercise.
_asked: dict[tuple[Path, str], tuple[dict[str, object], ExerciseResult]] = {}


class Notebook(Session):
    """Checks the objects of a notebook instead of the modules in a folder."""

    answerer: CellAnswerer

    def __init__(
        self,
        catalogue: Course,
        given: Mapping[str, object],
        namespace: Mapping[str, Any],
        budget: str,
        bank_file: Path | None,
    ) -> None:
        answerer = CellAnswerer(catalogue.functions, catalogue.worker.recipes, given, namespace)
        loaded = _load_bank(catalogue, bank_file)
        keys = Keys.of(catalogue) if catalogue.is_solved or catalogue.is_release else None
        super().__init__(
            catalogue, Path.cwd(), budget=budget, loaded=loaded, files={}, answerer=answerer, keys=keys, captures=True
        )

    def exercise(self, exercise: Exercise, found: list[Check]) -> Verdict:
        """Run all checks of an exercise; message and picture show the smallest counterexample."""
        plain_call = next((c for c in found if c.plain), None)
        details: dict[str, Any] = {}
        verdicts = []
        for check in found:
            if check.plain:
                continue
            verdict, error = self.judge(check, plain_call)
            verdicts.append(verdict)
            if error is not None and results.decisive(verdicts) is verdict:
                details = self._tell(error) | {"message": verdict.message}
        result = results.exercise_result(exercise.id, exercise.title, exercise.module, exercise.bonus, verdicts)
        result = self.explained(result, found)
        left = [v.message for v in verdicts if v.status in ("skipped", "kit_error")]
        reasons = dict.fromkeys(f"Not checked here: {message}." for message in left)
        return Verdict(result, exercise.hints, (*self.remarks, *reasons), **details)

    def _tell(self, error: Exception) -> dict[str, str]:
        """Return the details of a failure besides its message."""
        assert isinstance(self.direct, Captured)  # noqa: S101  as asked for
        details = {"printed": self.direct.printed.text.strip()}
        if isinstance(error, (Wrong, Fault)):
            details |= {"head": error.message, "call": error.call}
            if isinstance(error, Wrong):
                details |= {"expected": error.expected, "got": error.got}
            if figures := self.figures(error):
                details["picture"] = pages.render("pictures.html.jinja", pictures=charts.draw(figures))
        return details


def _load_bank(catalogue: Course, named: Path | None) -> bank.Bank | None:
    """Return the bank to replay; None if it is a release's own, or cases are drawn live from the course's reference."""
    keyed = catalogue.is_solved or catalogue.is_release
    file = named or Path(os.environ["CONVKIT_BANK"]) if named or os.environ.get("CONVKIT_BANK") else None
    if file is None and keyed:
        return None
    files = [file] if file else sorted(catalogue.path.glob("*.bank"))
    if len(files) != 1:
        raise PracticeError(
            f"{catalogue.path}: requires reference/ or exactly one bank (*.bank); pass one with check(…, bank=FILE)."
        )
    if keyed:
        return bank.load(files[0], Keys.of(catalogue))
    try:
        return bank.from_bytes(files[0].read_bytes(), str(files[0]))
    except OSError as error:
        raise PracticeError(f"{files[0]}: cannot be read ({error.strerror}); name another bank.") from None


def check(
    thing: object,
    as_: str,
    folder: str | os.PathLike[str] | None,
    budget: str,
    bank_file: str | os.PathLike[str] | None,
    namespace: Mapping[str, Any],
) -> Verdict | Board | Note:
    """Check one object, or all of them; return a Note if that is not possible."""
    try:
        catalogue = course.load(_course_folder(folder))
        _check_budget(catalogue, budget)
        bank_path = Path(bank_file) if bank_file else None
        with undisturbed():
            if thing is None and not as_:
                return _board(catalogue, namespace, budget, bank_path)
            return _one(catalogue, thing, as_, namespace, budget, bank_path)
    except (CourseError, PracticeError, bank.BankError, DrawingError, ResourceError) as error:
        return Note(str(error))


def _check_budget(catalogue: Course, budget: str) -> None:
    if not catalogue.knows_budget(budget):
        names = ", ".join([*catalogue.budgets, "none"])
        raise PracticeError(f"budget={budget!r}: no such budget; use {names}.")


def _course_folder(named: str | os.PathLike[str] | None) -> Path:
    if named:
        return Path(named)
    if os.environ.get("CONVKIT_COURSE"):
        return Path(os.environ["CONVKIT_COURSE"])
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CATALOGUE).is_file():
            return folder
    raise PracticeError(
        f"{here}: {CATALOGUE} is missing here and in all folders above; change to the course folder (%cd), "
        "or pass it with check(…, course=DIR) or $CONVKIT_COURSE."
    )


def _one(
    catalogue: Course, thing: object, as_: str, namespace: Mapping[str, Any], budget: str, bank_file: Path | None
) -> Verdict:
    exercise = _exercise(catalogue, thing, as_)
    given: dict[str, object] = {} if thing is None or isinstance(thing, str) else {exercise.id: thing}
    if given and not callable(thing):
        raise PracticeError(f"{exercise.id}: cannot check a {type(thing).__name__}; pass the function itself.")
    if given and not exercise.function:
        raise PracticeError(f"{exercise.id}: this exercise has no function; use check({exercise.id!r}).")
    found = [c for c in checks.load(catalogue) if c.exercise == exercise.id]
    notebook = Notebook(catalogue, given, namespace, budget, bank_file)
    try:
        with contextlib.redirect_stdout(Tail()):  # hide hypothesis's output
            verdict = notebook.exercise(exercise, found)
    finally:
        notebook.close()
    _asked[catalogue.path, exercise.id] = _objects(exercise, namespace) | given, verdict.result
    return verdict


def _objects(exercise: Exercise, namespace: Mapping[str, Any]) -> dict[str, object]:
    """Return the objects that a verdict applies to: the function, and those that the exercise requires."""
    return {name: namespace.get(name) for name in (exercise.id, *exercise.requires)}


def _exercise(catalogue: Course, thing: object, as_: str) -> Exercise:
    name = as_ or (thing if isinstance(thing, str) else getattr(thing, "__name__", ""))
    known = {exercise.id: exercise for exercise in catalogue.exercises}
    if name in known:
        return known[name]
    near = catalogue.similar(str(name))
    meant = f"did you mean {near}?" if near else f"use one of {', '.join(known)}"
    if not isinstance(thing, str) and not as_:
        remedy = f'name the exercise, as in check(…, as_="{near or next(iter(known))}")'
        raise PracticeError(f"{name or repr(thing)[:60]}: not an exercise of {catalogue.title}; {remedy}.")
    raise PracticeError(f"{name}: no such exercise; {meant}{'' if meant.endswith('?') else '.'}")


def _board(catalogue: Course, namespace: Mapping[str, Any], budget: str, bank_file: Path | None) -> Board:
    """Check all exercises that are defined, but show the last verdict for those that train or load a network."""
    found: dict[str, list[Check]] = {}
    for each in checks.load(catalogue):
        found.setdefault(each.exercise, []).append(each)
    given = {
        name: objects[name]
        for (folder, name), (objects, _) in _asked.items()
        if folder == catalogue.path and not callable(namespace.get(name)) and callable(objects.get(name))
    }
    notebook = Notebook(catalogue, given, namespace, budget, bank_file)
    shown: list[ExerciseResult] = []
    left: list[str] = []
    try:
        for exercise in catalogue.exercises:
            verdict = untouched(exercise)
            if not all(c.banked for c in found[exercise.id]):
                objects, before = _asked.get((catalogue.path, exercise.id), ({}, verdict))
                current = objects == _objects(exercise, namespace) | {k: v for k, v in given.items() if k in objects}
                verdict = before if current else verdict
                defined = all(callable(namespace.get(n)) for n in exercise.requires or (exercise.id,))
                left += [exercise.id] if defined and not current else []
            elif callable(namespace.get(exercise.id)) or exercise.id in given:
                with contextlib.redirect_stdout(Tail()):
                    verdict = notebook.exercise(exercise, found[exercise.id]).result
            shown.append(verdict)
    finally:
        notebook.close()
    return Board(catalogue, tuple(shown), tuple(left))
