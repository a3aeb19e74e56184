"""Write the autograder that Gradescope runs: a part of `grader export`."""

from pathlib import Path

import click

from grader import course, resources
from grader.autograders import gradescope
from grader.cases import bank, drawing
from grader.cases.keys import Keys
from grader.commands.options import (
    bank_option,
    budget_option,
    check_budget,
    course_option,
    data_option,
    draw,
    drawing_bar,
    weak_option,
)
from grader.console import Stop, out
from grader.course import Course
from grader.files import write_atomically
from grader.grading import bundle

MEGABYTE = 1e6


@click.command("gradescope-autograder")
@click.argument("archive", metavar="ZIP", type=click.Path(path_type=Path, dir_okay=False))
@bank_option
@data_option
@budget_option
@weak_option
@course_option
def gradescope_autograder(
    archive: Path,
    bank_file: Path | None,
    data_folder: Path | None,
    budget: str,
    allow_weak_isolation: bool,
    course_folder: Path,
) -> None:
    """Write the archive of an autograder to upload: the kit, the course and its bank."""
    catalogue = course.load(course_folder)
    check_budget(catalogue, budget)
    if data_folder and not data_folder.is_dir():
        raise Stop(f"--data {data_folder}: not a folder; name the folder that contains MNIST/raw.")
    _check_data(catalogue, budget, data_folder)
    place = _bank(catalogue, bank_file)
    chosen = gradescope.chosen_settings(catalogue, budget, allow_weak=allow_weak_isolation)
    packed = gradescope.archive(catalogue, bundle.parts(catalogue.path, place), data_folder, chosen)
    write_atomically(archive, packed)
    out.print(
        f"{archive}: {len(packed) / MEGABYTE:.1f} MB. Upload it under Configure Autograder, with a container of at "
        f"least {chosen.memory_mb} MB of memory, better with 2 CPUs.",
        markup=False,
    )


def _check_data(catalogue: Course, budget: str, folder: Path | None) -> None:
    """Raise Stop if the folder lacks something, rather than let every run on the platform fail."""
    try:
        for name in catalogue.fixtures if folder else ():
            resources.find(catalogue, name, budget, folder, resources.to_stderr)
    except resources.ResourceError as error:
        raise Stop(str(error)) from None


def _bank(catalogue: Course, named: Path | None) -> Path:
    """Return the bank; the course's own gets all cases and knowledge, since every container begins anew."""
    keys = Keys.of(catalogue)
    if named:
        try:
            bank.load(named, keys)
        except bank.BankError as error:
            raise Stop(str(error)) from None
        return named
    place = bank.own_folder(catalogue)
    with drawing_bar(len(keys.exercises)) as report:
        draw(lambda: drawing.draw_into(catalogue, place, keys.exercises, knowledge=True, report=report), place)
    return place
