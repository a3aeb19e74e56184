"""Draw the case bank: the cases of all checks."""

from pathlib import Path

import click

from grader import course
from grader.cases.bank import load, own_folder
from grader.cases.drawing import SEED, draw_file, draw_into
from grader.cases.keys import Keys
from grader.commands.options import course_option, draw, drawing_bar
from grader.console import Stop, out


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
    keys = Keys.of(catalogue)
    exercises = keys.exercises
    with drawing_bar(len(exercises)) as report:
        if file is None:
            place = own_folder(catalogue)
            draw(lambda: draw_into(catalogue, place, exercises, knowledge=True, report=report), place)
        else:
            place = file
            draw(lambda: draw_file(catalogue, place, seed, report), place)
    loaded = load(place, keys)
    count = sum(map(len, loaded.cases.values()))
    out.print(f"{place}: {count} cases of {len(loaded.cases)} checks, SHA-256 {loaded.digest}", markup=False)
