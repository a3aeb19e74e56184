"""Grade a class, and compare two results of it."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from grader.commands.shell import (
    Interrupted,
    KitFault,
    Stop,
    bank_of,
    bank_option,
    budget_option,
    check_budget,
    check_writable,
    chosen_exercises,
    course_option,
    data_option,
    disk_fault,
    err,
    jobs_option,
    load_course,
    only_option,
    out,
    progress,
)
from grader.course import Course, CourseError
from grader.sandbox.levels import Rung
from grader.tutorial import data

if TYPE_CHECKING:
    from grader.grading.batch import Plan
    from grader.results import Report


@click.command()
@click.argument("submissions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", "out_folder", type=click.Path(path_type=Path), required=True, help="Folder for the results.")
@only_option
@budget_option
@data_option
@bank_option
@jobs_option
@click.option("--allow-weak-isolation", is_flag=True, help="Grade even where submissions cannot be locked in.")
@click.option("--rung", type=click.Choice([r.value for r in Rung]), help="Isolate by this rung, not by the best one.")
@course_option
def grade(
    submissions: tuple[Path, ...],
    out_folder: Path,
    only: str,
    budget: str,
    data_folder: Path | None,
    bank_file: Path | None,
    jobs: int,
    allow_weak_isolation: bool,
    rung: str | None,
    course_folder: Path,
) -> None:
    """Grade SUBMISSIONS: folders, or .zip and .tar.gz files of one."""
    from grader.asking.isolated import WeakIsolationError  # noqa: PLC0415
    from grader.grading import batch  # noqa: PLC0415  other commands start faster without it
    from grader.results import remove_halves, write_atomically  # noqa: PLC0415
    from grader.writers import gradebook, table  # noqa: PLC0415

    catalogue = load_course(course_folder)
    chosen = chosen_exercises(catalogue, only)
    check_budget(catalogue, budget)
    _check_paths(submissions)
    check_writable(out_folder)
    remove_halves(out_folder)
    candidates = _rungs(allow_weak_isolation, rung)
    plan = batch.Plan(
        catalogue.path, bank_of(catalogue, bank_file), out_folder, candidates, budget, data_folder, chosen
    )
    _prepare_data(catalogue, plan)
    try:
        with progress() as bar:
            task = bar.add_task("grading", total=len(submissions))

            def report(_graded: batch.Graded) -> None:
                bar.advance(task)

            ordered = batch.grade_all(plan, submissions, jobs, report)
        reports = [graded.report for graded in ordered]
        write_atomically(out_folder / batch.GRADEBOOK, gradebook.render(reports).encode())
    except KeyboardInterrupt:
        raise Interrupted(
            f"stopped; {_kept(submissions, out_folder)} of {len(submissions)} submissions are graded and kept in "
            f"{out_folder}; the same command goes on from there."
        ) from None
    except CourseError as error:
        raise Stop(str(error)) from None
    except WeakIsolationError as error:
        raise KitFault(
            f"submissions cannot be locked in here ({error}). Run grader doctor for details, or grade trusted people's "
            "work with --allow-weak-isolation; every result is marked then."
        ) from None
    except OSError as error:
        raise disk_fault(error, f"; what was finished is kept in {out_folder}") from None
    except BrokenProcessPool:
        raise KitFault(
            f"a judge's process was killed, perhaps for want of memory; {_kept(submissions, out_folder)} of "
            f"{len(submissions)} submissions are graded and kept in {out_folder}. Run the same command again, with "
            "fewer --jobs."
        ) from None
    out.print(table.render(reports))
    for graded in ordered:
        for note in graded.report.notes:
            err.print(f"{graded.folder}: {note}", markup=False)
    _say_conditions(reports[0], [graded.rung for graded in ordered])
    out.print(f"Results: {out_folder / '<name>' / 'results.json'}, {out_folder / batch.GRADEBOOK}", markup=False)
    if any(report.kit_errors for report in reports):
        raise KitFault("something could not be judged by fault of the kit; it left the maximum. Run it again.")


def _kept(submissions: tuple[Path, ...], out_folder: Path) -> int:
    """Count the submissions whose results stand in the folder."""
    from grader.grading.batch import folder_name  # noqa: PLC0415
    from grader.intake.archive import submission_name  # noqa: PLC0415
    from grader.results import FILE  # noqa: PLC0415

    return sum((out_folder / folder_name(submission_name(path)) / FILE).exists() for path in submissions)


def _say_conditions(report: Report, used: list[Rung | None]) -> None:
    if report.data == "digits":
        out.print("Images: the digits bundled with scikit-learn, since MNIST is not here (grader fetch-data gets it).")
    elif report.data == "mnist":
        out.print("Images: MNIST.")
    if report.weights == "random":
        out.print("Inception v3: random weights, since the trained ones are not here.")
    elif report.weights == "trained":
        out.print("Inception v3: trained weights.")
    for rung in sorted({rung for rung in used if rung}):
        out.print(f"Isolation: {rung} ({rung.promise}).", style="bold red" if rung is Rung.R3 else None)
    unchanged = used.count(None)
    if unchanged:
        out.print(f"Unchanged since they were graded: {unchanged}.")


def _check_paths(paths: tuple[Path, ...]) -> None:
    from grader.grading.batch import folder_name  # noqa: PLC0415
    from grader.intake.archive import submission_name  # noqa: PLC0415
    from grader.text import one_line  # noqa: PLC0415

    seen: dict[str, Path] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise Stop(f"{one_line(str(path))}: there is no such file or folder; check the path.")
        name = folder_name(submission_name(path))
        if name in seen:
            raise Stop(
                f"{one_line(str(seen[name]))} and {one_line(str(path))} would both be written to {name}; "
                "rename one of them."
            )
        seen[name] = path


def _rungs(allow_weak: bool, wanted: str | None) -> tuple[Rung, ...]:
    """Return the rungs that may be used, best first."""
    candidates = [Rung(wanted)] if wanted else [Rung.R1, Rung.R2]
    if allow_weak and Rung.R3 not in candidates:
        candidates.append(Rung.R3)
    if not allow_weak and Rung.R3 in candidates:
        raise Stop("--rung R3: is weak; add --allow-weak-isolation, and every result is marked.")
    return tuple(candidates)


def _prepare_data(catalogue: Course, plan: Plan) -> None:
    """Find or make images and weights once, before judges start, so that what is wrong with them is said here."""
    from grader.grading import batch  # noqa: PLC0415
    from grader.tutorial import inception as pretrained  # noqa: PLC0415

    try:
        images, weights = batch.needs(catalogue, plan)
        if images:
            data.load_images(plan.data)
        if weights:
            pretrained.find(plan.data, data.to_stderr)
    except (data.DataError, CourseError) as error:
        raise Stop(str(error)) from None


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def diff(old: Path, new: Path) -> None:
    """List every score that changed from the results in OLD to those in NEW."""
    from rich.table import Table  # noqa: PLC0415

    from grader.text import one_line  # noqa: PLC0415
    from grader.writers import changes  # noqa: PLC0415

    found = []
    for folder in (old, new):
        found.append(changes.reports_in(folder))
        if not found[-1]:
            raise Stop(f"{folder}: there are no results here; name a folder that was an --out of grader grade.")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("submission", "exercise", "before", "after"):
        table.add_column(title, overflow="fold")
    listed = list(changes.changes(*found))
    for change in listed:
        table.add_row(*(Text(one_line(part)) for part in (change.submission, change.what, change.before, change.after)))
    if listed:
        out.print(table)
    people = len({change.submission for change in listed})
    out.print(f"{people} of {len(found[0].keys() | found[1].keys())} submissions have changed scores.")
