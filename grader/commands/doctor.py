"""Show which isolation level this machine supports."""

import sys
from contextlib import closing
from pathlib import Path

import click

from grader import course, resources
from grader.cases.keys import Keys
from grader.commands.options import course_option
from grader.console import KitFault, Stop, out
from grader.course import Course
from grader.sandbox.levels import IsolationLevel

if sys.platform == "linux":
    from grader.grading import costs
    from grader.sandbox.command import Supplies, bubblewrap, bubblewrap_origin
    from grader.sandbox.processes import KitError, ZygoteProcess
    from grader.sandbox.selftest import self_test


@click.command()
@course_option
def doctor(course_folder: Path) -> None:
    """Try what submissions must not be able to do, and show which isolation level this machine supports."""
    catalogue = course.load(course_folder)
    require_linux()
    best: IsolationLevel | None = None
    for level in (IsolationLevel.R1, IsolationLevel.R2):
        against, attempts = self_test(level, Supplies(catalogue.worker.packages), catalogue.path)
        out.print(f"{level}  {level.promise}: {'not available' if against else 'available'}")
        if level is IsolationLevel.R1 and bubblewrap():
            out.print(f"      {bubblewrap()}, {bubblewrap_origin()}", markup=False)
        for reason in against:
            out.print(f"      {reason}", markup=False)
        for name, done in attempts.items():
            out.print(f"      {'possible' if done else 'blocked '}  {name.replace('_', ' ')}")
        best = best or (None if against else level)
    if best is None:
        raise KitFault("no safe isolation level is available here; grading requires --allow-weak-isolation.")
    out.print(f"Submissions are graded at level {best}.")
    _print_costs(catalogue, best)


def require_linux() -> None:
    """Raise Stop on systems other than Linux, which cannot isolate submissions."""
    if sys.platform != "linux":
        raise Stop("grading requires Linux; pytest, notebooks, and grader watch, show, hint and gallery work here.")


def _print_costs(catalogue: Course, level: IsolationLevel) -> None:
    """Print the limits, and the maximum time that a submission can take."""
    limits, found = catalogue.limits, list(Keys.of(catalogue).checks.values())
    light = [own for own in found if not any(c.heavy for c in own)]
    worst = {"none": costs.submission(limits, light)}
    if len(light) < len(found):
        supplies = Supplies(catalogue.worker.packages, recipes=catalogue.worker.recipes)
        with closing(ZygoteProcess(level, supplies)) as zygote:
            try:
                measured = costs.measure(zygote)
            except KitError as error:
                raise KitFault(f"{error}; run the command again when less is running.") from None
        for name in catalogue.budgets:
            worst[name] = costs.submission(limits, found, resources.heavy_seconds(catalogue, name, measured))
    out.print(
        f"CPU limits: {limits.call:g} s per call, {limits.importing:g} s per import, {limits.exercise:g} s per "
        f"exercise; wall-clock limits are {limits.patience:g} times as long."
    )
    for name, seconds in worst.items():
        minutes = f"{seconds / 60:.0f} minutes of CPU time, {seconds * limits.patience / 60:.0f} minutes wall-clock"
        out.print(f"A submission takes at most {minutes}, with --budget {name}.")
