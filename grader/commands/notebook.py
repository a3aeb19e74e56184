"""Write a Jupyter notebook of the course."""

from pathlib import Path

import click

from grader import course
from grader.commands.options import course_option
from grader.console import Stop, out
from grader.notebook import writing
from grader.releasing import content


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--solutions", is_flag=True, help="Include the reference solutions, for instructors.")
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@course_option
def notebook(file: Path, solutions: bool, force: bool, course_folder: Path) -> None:
    """Write a notebook with the stub and the check of each exercise to FILE (.ipynb)."""
    catalogue = course.load(course_folder)
    try:
        installation = content.installation(catalogue) if catalogue.is_release else writing.OF_THE_COURSE
        text = writing.render(catalogue, solutions=solutions, installation=installation)
        written = writing.write(file, text, force=force)
    except writing.NotebookError as error:
        raise Stop(str(error)) from None
    out.print(f"{file}: {'written' if written else 'up to date'}", markup=False)
    if catalogue.path not in file.resolve().parents:
        out.print(f"Move it into {catalogue.path}, or set CONVKIT_COURSE to that folder.", markup=False)
