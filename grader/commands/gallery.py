"""Draw the tutorial's figures with your functions."""

from pathlib import Path

import click

from grader import course, resources
from grader.commands.options import (
    budget_option,
    check_budget,
    check_writable,
    course_option,
    data_option,
    submission_option,
)
from grader.console import Interrupted, Stop, err, out
from grader.resources import ResourceError


@click.command()
@submission_option
@click.option("--out", "out_folder", type=click.Path(path_type=Path), default="gallery", show_default=True)
@data_option
@budget_option
@course_option
def gallery(
    submission_folder: Path | None, out_folder: Path, data_folder: Path | None, budget: str, course_folder: Path
) -> None:
    """Draw the tutorial's figures with your functions, and a web page that shows them."""
    catalogue = course.load(course_folder)
    folder = submission_folder or catalogue.path / "student"
    if not catalogue.gallery:
        raise Stop(f"{catalogue.path}: this course has no gallery; set `gallery` in course.toml to a module.")
    if not folder.is_dir():
        raise Stop(f"--submission {folder}: no such folder; name the folder with your modules.")
    check_budget(catalogue, budget)
    check_writable(out_folder)
    page = resources.named(catalogue.gallery)
    with err.status("") as status:
        show = {"log": lambda line: err.print(line, markup=False), "begin": lambda title: status.update(f"{title} …")}
        try:
            drawn = page.draw(catalogue, folder, out_folder, data=data_folder, budget=budget, **show)
        except ResourceError as error:
            raise Stop(str(error)) from None
    for line in (*drawn.notes(), *drawn.faults()):
        out.print(line, markup=False)
    figures = "1 figure" if len(drawn.figures) == 1 else f"{len(drawn.figures)} figures"
    out.print(f"{figures}: {drawn.page}", markup=False)
    if drawn.stopped:
        raise Interrupted("stopped; the page shows the figures drawn so far.")
