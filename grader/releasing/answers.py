"""Find functions of check files that answer an exercise: whoever reads them need not solve it."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType

from grader import course
from grader.asking.direct import Captured
from grader.cases import bank
from grader.cases.bank import Bank
from grader.cases.keys import Keys
from grader.mistakes.fingerprints import coincide
from grader.mistakes.knowledge import Unit
from grader.mistakes.loading import silence
from grader.notebook.cells import CellAnswerer
from grader.subject import Fault
from grader.values import Request, Returned

TRIED = 3  # cases of each exercise


def given_away(catalogue: course.Course, keys: Keys, loaded: Bank) -> list[str]:
    """Return a line for each function of a check file that answers cases of an exercise rightly."""
    functions = list(_functions(keys))
    return [
        f"{function.__code__.co_filename}: {function.__name__} answers {exercise.id}"
        for exercise in catalogue.exercises
        if (chosen := _telling(loaded, exercise.id))
        for function in functions
        if _takes(function, chosen[0][1].requests[0]) and _answers(catalogue, exercise.id, function, loaded, chosen)
    ]


def _functions(keys: Keys) -> Iterator[FunctionType]:
    """Yield the functions in check files, and in the modules beside them, that are no tests."""
    folder = str(keys.course.checks_folder)
    scopes = {id(scope): scope for found in keys.checks.values() for scope in (c.body.__globals__ for c in found)}
    things = (getattr(thing, "__wrapped__", thing) for scope in scopes.values() for thing in scope.values())
    for thing in dict.fromkeys(thing for thing in things if isinstance(thing, FunctionType)):
        if thing.__code__.co_filename.startswith(folder) and not thing.__name__.startswith("test_"):
            yield thing


def _telling(loaded: Bank, exercise: str) -> list[tuple[int, Unit]]:
    """Return the first cases of an exercise in which all requests are calls that return something."""
    known = loaded.known(exercise)
    units = enumerate(loaded.units(exercise)) if known else ()
    return [
        (number, unit)
        for number, unit in units
        if known
        and all(request.operation == "call" for request in unit.requests)
        and all(isinstance(answer, Returned) for answer in known.reference(number))
    ][:TRIED]


def _takes(function: FunctionType, request: Request) -> bool:
    """Whether a function can be called with the arguments of a request."""
    try:
        inspect.signature(function).bind(*request.arguments, **request.options)
    except TypeError:
        return False
    return True


def _answers(
    catalogue: course.Course,
    exercise: str,
    function: Callable[..., object],
    loaded: Bank,
    chosen: Sequence[tuple[int, Unit]],
) -> bool:
    known = loaded.known(exercise)
    assert known is not None  # noqa: S101  there are cases
    given = {exercise: function}
    asked = Captured(CellAnswerer(catalogue.functions, catalogue.worker.recipes, given, {}))
    try:
        with silence():
            for number, unit in chosen:
                answers = unit.fingerprints(map(asked.ask, unit.requests), known.scale_free)
                for answer, right in zip(answers, known.rights(number), strict=True):
                    if not any(coincide(answer, one) for one in right):
                        return False
    except (Fault, bank.BankError):
        return False
    finally:
        asked.close()
    return True
