"""Draw the case bank: the cases of all checks."""

from collections.abc import Sequence
from pathlib import Path

import click

from grader import course
from grader.cases.bank import load, own_folder
from grader.cases.drawing import SEED, draw_file, draw_into
from grader.cases.keys import Keys
from grader.commands.options import bank_of, course_option, draw, drawing_bar
from grader.console import Stop, out
from grader.course import Course


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--seed", default=SEED, show_default=True, help="Seed for drawing the cases.")
@course_option
def bank(file: Path | None, seed: int, course_folder: Path) -> None:
    """Draw all cases, and how the known mistakes answer them, and write them to FILE.

    Without FILE, what the course's own bank lacks is drawn ahead.
    """
    catalogue = course.load(course_folder)
    if file is None and seed != SEED:
        raise Stop(f"--seed {seed}: the course's own bank has the seed {SEED}; name a FILE.")
    if file is not None and catalogue.is_release:
        raise Stop(f"{catalogue.path}: a release draws no cases; its bank is the folder {own_folder(catalogue)}.")
    keys = Keys.of(catalogue)
    exercises = keys.exercises
    place = bank_of(catalogue, None) if catalogue.is_release else _draw(catalogue, file, seed, exercises)
    loaded = load(place, keys)
    count = sum(map(len, loaded.cases.values()))
    out.print(f"{place}: {count} cases of {len(loaded.cases)} checks, SHA-256 {loaded.digest}", markup=False)


def _draw(catalogue: Course, file: Path | None, seed: int, exercises: Sequence[str]) -> Path:
    """Draw a bank into a file, or what the course's own bank lacks, and return where it is."""
    with drawing_bar(len(exercises)) as report:
        if file is None:
            place = own_folder(catalogue)
            draw(lambda: draw_into(catalogue, place, exercises, knowledge=True, report=report), place)
        else:
            place = file
            draw(lambda: draw_file(catalogue, place, seed, report), place)
    return place
