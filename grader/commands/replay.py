"""Ask a graded submission again, and show whether the verdict is the same."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader import course, results
from grader.cases import bank
from grader.cases.keys import Keys
from grader.commands.doctor import require_linux
from grader.commands.options import (
    bank_of,
    bank_option,
    course_option,
    data_option,
    exercise_named,
    isolation_levels,
    judging,
    weak_option,
)
from grader.console import KitFault, Stop, out
from grader.mistakes import replays
from grader.results import ExerciseResult
from grader.text import one_line, path_line

if TYPE_CHECKING:
    from grader.grading.provenance import Provenance


@click.command()
@click.argument("result", metavar="RESULTS/NAME", type=click.Path(path_type=Path))
@click.argument("exercise")
@click.option(
    "--submission", "other", type=click.Path(path_type=Path),
    help="The submission, or another version of it. [default: where it was when it was graded]",
)  # fmt: skip
@bank_option
@data_option
@weak_option
@course_option
def replay(
    result: Path,
    exercise: str,
    other: Path | None,
    bank_file: Path | None,
    data_folder: Path | None,
    allow_weak_isolation: bool,
    course_folder: Path,
) -> None:
    """Ask the submission of RESULTS/NAME the cases of EXERCISE again, in isolation, and compare the verdicts.

    With another version of the submission, it says what changes. Results stay as they are.
    """
    catalogue = course.load(course_folder)
    require_linux()
    from grader.grading import provenance  # noqa: PLC0415  only Linux can import these
    from grader.grading.again import grade_again  # noqa: PLC0415

    wanted = exercise_named(catalogue, exercise).id
    before = _result(result, wanted)
    origin = provenance.read(result) or provenance.Provenance()
    path = _submission(result, other, origin.path)
    place = bank_of(catalogue, bank_file, [wanted])
    levels = isolation_levels(allow_weak_isolation)
    with judging(), tempfile.TemporaryDirectory(prefix="convkit-replay-") as scratch:
        (graded,) = grade_again(
            catalogue, [wanted], [path], Path(scratch),
            place=place, budget=origin.budget or "quick", data=data_folder, levels=levels,
        )  # fmt: skip
        after = _result(Path(scratch) / graded.folder, wanted)
        now = provenance.read(Path(scratch) / graded.folder) or provenance.Provenance()
        loaded = bank.load(place, Keys.of(catalogue), [wanted])
    for line in _conditions(origin, now, wanted, other is not None):
        out.print(line)
    for line in replays.lines(before, after, loaded.cases):
        out.print(line, markup=False)
    if after.status == "kit_error":
        raise KitFault(f"{wanted}: this could not be graded; run the same command again.")


def _result(folder: Path, exercise: str) -> ExerciseResult:
    report = results.load(folder / results.FILE)
    if report is None:
        raise Stop(f"{folder}: contains no results; name the folder of a submission in the --out folder of a run.")
    found = next((e for e in report.exercises if e.id == exercise), None)
    if found is None:
        raise Stop(f"{folder}: has no result of {exercise}; grade that exercise first.")
    return found


def _submission(result: Path, other: Path | None, recorded: str) -> Path:
    """Return where the submission is, or another version of it."""
    if other is not None:
        if not os.path.lexists(other):
            raise Stop(f"--submission {path_line(other)}: no such file or folder; check the path.")
        return other
    if not recorded or not os.path.lexists(recorded):
        where = (
            f"is not at {one_line(recorded, 200)} any more" if recorded else "was graded at a place that is not known"
        )
        raise Stop(f"{result}: its submission {where}; say where it is with --submission PATH.")
    return Path(recorded)


def _conditions(before: Provenance, after: Provenance, exercise: str, other: bool) -> Iterator[str]:
    """Yield what is not as it was when the submission was graded."""
    was, is_now = before.exercises.get(exercise), after.exercises.get(exercise)
    if was is None or is_now is None:
        yield "It is not known whether anything has changed since it was graded."
        return
    if before.submission != after.submission:
        yield "This is another version of the submission."
    elif other:
        yield "This is the version that was graded."
    if was.cases != is_now.cases:
        yield "The cases are not those it was graded with; if these are in a bank, name it with --bank FILE."
    elif was.materials != is_now.materials:
        yield "The cases are the same, but checks, known mistakes, settings, images or the kit have changed since."
