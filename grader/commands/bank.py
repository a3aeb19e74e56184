"""Draw the case bank: the cases of all checks."""

from pathlib import Path

import click

from grader import checks
from grader.cases import drawing
from grader.cases.bank import load
from grader.commands.options import course_option, load_course
from grader.console import KitFault, out


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--seed", default=1, show_default=True, help="Seed for drawing the cases.")
@course_option
def bank(file: Path, seed: int, course_folder: Path) -> None:
    """Draw the cases of all checks and write them to FILE with the reference's answers."""
    catalogue = load_course(course_folder)
    try:
        drawing.draw_file(catalogue.path, file, seed)
    except (drawing.DrawingError, OSError) as error:
        raise KitFault(f"{file}: the case bank cannot be drawn: {error}") from None
    loaded = load(file, checks.origin(catalogue))
    count = sum(map(len, loaded.bank.cases.values()))
    out.print(f"{file}: {count} cases of {len(loaded.bank.cases)} checks, SHA-256 {loaded.digest}", markup=False)
