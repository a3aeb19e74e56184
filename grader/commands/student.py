"""Help a student along: hints, failing cases, a watch, figures, a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.shell import (
    Interrupted,
    Stop,
    bank_of,
    budget_option,
    check_budget,
    check_writable,
    course_option,
    data_option,
    err,
    load_course,
    out,
)
from grader.course import Course, Exercise
from grader.tutorial import data

if TYPE_CHECKING:
    from grader.practice.watch import Coach

submission_option = click.option(
    "--submission",
    "submission_folder",
    type=click.Path(path_type=Path),
    help="Folder with your modules. [default: student/ of the course]",
)


@click.command()
@click.argument("exercise")
@course_option
def hint(exercise: str, course_folder: Path) -> None:
    """Print the next hint for EXERCISE; each call gives one more."""
    from grader.practice import watch as coach  # noqa: PLC0415

    catalogue = load_course(course_folder)
    for line in coach.next_hint(catalogue, _exercise(catalogue, exercise)):
        out.print(line, markup=False)


@click.command()
@click.argument("exercise")
@submission_option
@data_option
@course_option
def show(exercise: str, submission_folder: Path | None, data_folder: Path | None, course_folder: Path) -> None:
    """Print the smallest case that EXERCISE gets wrong, as Python to paste."""
    from grader.practice.session import PracticeError  # noqa: PLC0415

    catalogue = load_course(course_folder)
    wanted = _exercise(catalogue, exercise)
    try:
        print(_coach(catalogue, submission_folder, data_folder).show(wanted))
    except (PracticeError, data.DataError) as error:
        raise Stop(str(error)) from None


@click.command()
@submission_option
@data_option
@course_option
def watch(submission_folder: Path | None, data_folder: Path | None, course_folder: Path) -> None:
    """Judge your files each time you save one; Ctrl-C ends it."""
    from watchfiles import PythonFilter  # noqa: PLC0415
    from watchfiles import watch as changes  # noqa: PLC0415

    from grader.practice.session import PracticeError  # noqa: PLC0415

    catalogue = load_course(course_folder)
    folder = submission_folder or catalogue.path / "student"
    looks = {"good": "green", "bad": "red", "next": "bold", "": None}
    try:
        coach = _coach(catalogue, submission_folder, data_folder)
        out.print(f"Watching {folder}: save a file and it is judged; Ctrl-C ends it.", markup=False)
        saved = changes(folder, watch_filter=PythonFilter())
        coach.rounds(saved, lambda line, look: out.print(line, style=looks[look], markup=False))
    except (PracticeError, FileNotFoundError) as error:
        raise Stop(str(error)) from None
    except KeyboardInterrupt:
        return


@click.command()
@submission_option
@click.option("--out", "out_folder", type=click.Path(path_type=Path), default="gallery", show_default=True)
@data_option
@budget_option
@course_option
def gallery(
    submission_folder: Path | None, out_folder: Path, data_folder: Path | None, budget: str, course_folder: Path
) -> None:
    """Draw the tutorial's figures with your own functions, in this process, and a page of them."""
    from grader.tutorial.gallery import page as exhibit  # noqa: PLC0415  matplotlib and torch take seconds

    catalogue = load_course(course_folder)
    folder = submission_folder or catalogue.path / "student"
    if not folder.is_dir():
        raise Stop(f"--submission {folder}: there is no such folder; name one with your modules.")
    check_budget(catalogue, budget)
    check_writable(out_folder)
    with err.status("") as status:
        try:
            shown = exhibit.hang(
                catalogue,
                folder,
                out_folder,
                data=data_folder,
                budget=budget,
                log=lambda line: err.print(line, markup=False),
                begin=lambda title: status.update(f"{title} …"),
            )
        except data.DataError as error:
            raise Stop(str(error)) from None
    for line in shown.lines():
        out.print(line, markup=False)
    figures = "1 figure" if len(shown.drawn) == 1 else f"{len(shown.drawn)} figures"
    out.print(f"{figures}: {shown.page}", markup=False)
    if shown.stopped:
        raise Interrupted("stopped; what was drawn is on the page.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--solutions", is_flag=True, help="Put the reference's functions in: for instructors.")
@click.option("--force", is_flag=True, help="Overwrite FILE, whatever it holds.")
@course_option
def notebook(file: Path, solutions: bool, force: bool, course_folder: Path) -> None:
    """Write FILE (.ipynb): a notebook with the stub and the check of each exercise."""
    from grader.notebook import writing as tutorial  # noqa: PLC0415

    catalogue = load_course(course_folder)
    try:
        written = tutorial.write(file, tutorial.render(catalogue, solutions=solutions), force=force)
    except tutorial.TutorialError as error:
        raise Stop(str(error)) from None
    out.print(f"{file}: {'written' if written else 'is as it should be'}", markup=False)
    if catalogue.path not in file.resolve().parents:
        out.print(f"Move it into {catalogue.path}, or set CONVKIT_COURSE to that folder.", markup=False)


def _exercise(catalogue: Course, name: str) -> Exercise:
    try:
        return catalogue.exercise(name)
    except StopIteration:
        known = ", ".join(e.id for e in catalogue.exercises)
        raise Stop(f"{name}: there is no such exercise; use one of {known}.") from None


def _coach(catalogue: Course, submission_folder: Path | None, data_folder: Path | None) -> Coach:
    from grader.practice.watch import Coach  # noqa: PLC0415

    folder = submission_folder or catalogue.path / "student"
    return Coach(catalogue, folder, bank_of(catalogue, None), data_folder=data_folder, budget="quick")
