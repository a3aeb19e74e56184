"""Say which isolation level holds on this machine."""

import sys
from contextlib import closing
from pathlib import Path

import click

from grader import checks, resources
from grader.commands.options import course_option, load_course
from grader.console import KitFault, Stop, out
from grader.course import Course
from grader.sandbox.levels import IsolationLevel

if sys.platform == "linux":
    from grader.grading import costs
    from grader.sandbox.command import Supplies
    from grader.sandbox.processes import ZygoteProcess
    from grader.sandbox.selftest import self_test


@click.command()
@course_option
def doctor(course_folder: Path) -> None:
    """Try what submissions must not be able to do here, and say which isolation level holds."""
    catalogue = load_course(course_folder)
    require_linux()
    best: IsolationLevel | None = None
    for level in (IsolationLevel.R1, IsolationLevel.R2):
        against, attempts = self_test(level, Supplies(catalogue.worker.packages), catalogue.path)
        out.print(f"{level}  {level.promise}: {'no' if against else 'holds'}")
        for reason in against:
            out.print(f"      {reason}", markup=False)
        for name, done in attempts.items():
            out.print(f"      {'possible' if done else 'refused '}  {name.replace('_', ' ')}")
        best = best or (None if against else level)
    if best is None:
        raise KitFault("no safe isolation level holds here; grading is refused without --allow-weak-isolation.")
    out.print(f"Submissions are graded on {best}.")
    _print_costs(catalogue, best)


def require_linux() -> None:
    """Stop where submissions cannot be isolated at all."""
    if sys.platform != "linux":
        raise Stop(
            "grading needs Linux, where submissions can be isolated; pytest, grader watch, show, hint, gallery and "
            "notebooks work here."
        )


def _print_costs(catalogue: Course, level: IsolationLevel) -> None:
    """Say what a submission costs at most that runs to the limit in everything it does."""
    limits, found = catalogue.limits, list(checks.by_exercise(catalogue).values())
    light = [own for own in found if not any(c.heavy for c in own)]
    worst = {"none": costs.submission(limits, light)}
    if len(light) < len(found):
        supplies = Supplies(catalogue.worker.packages, recipes=catalogue.worker.recipes)
        with closing(ZygoteProcess(level, supplies)) as zygote:
            measured = costs.measure(zygote)
        for name in catalogue.budgets:
            worst[name] = costs.submission(limits, found, resources.heavy_seconds(catalogue, name, measured))
    out.print(
        f"Limits: {limits.call:g} s for a call, {limits.importing:g} s for an import, {limits.exercise:g} s for an "
        f"exercise, in computing time; {limits.patience:g} times as long by the clock."
    )
    for name, seconds in worst.items():
        minutes = f"{seconds / 60:.0f} minutes of computing time, {seconds * limits.patience / 60:.0f} by the clock"
        out.print(f"A submission costs at most {minutes}, with --budget {name}.")
