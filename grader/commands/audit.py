"""Test the checks on known mistakes and accepted solutions."""

import sys
from pathlib import Path

import click

from grader import course
from grader.commands.options import (
    bank_of,
    bank_option,
    budget_option,
    check_budget,
    check_writable,
    chosen_exercises,
    course_option,
    data_option,
    jobs_option,
    only_option,
    parallel,
)
from grader.console import Stop, out, progress
from grader.course import CourseError
from grader.files import write_atomically
from grader.mistakes import matrix
from grader.mistakes.audit import Auditor, audit_all
from grader.resources import ResourceError

WORTHWHILE = 40  # variants that a process should have, since each imports PyTorch first


@click.command()
@click.option("--out", "out_folder", type=click.Path(path_type=Path), help="Folder for audit.json and audit.html.")
@only_option
@budget_option
@bank_option
@jobs_option
@data_option
@course_option
def audit(
    out_folder: Path | None,
    only: str,
    budget: str,
    bank_file: Path | None,
    jobs: int | None,
    data_folder: Path | None,
    course_folder: Path,
) -> None:
    """Run the checks on all known mistakes and accepted solutions.

    Exits with 1 if a mistake is not caught, an accepted solution fails, or another exercise's checks fail.
    """
    catalogue = course.load(course_folder)
    check_budget(catalogue, budget)
    chosen = chosen_exercises(catalogue, only)
    if not catalogue.is_solved:
        raise Stop(f"{catalogue.path / 'reference'}: no such folder; an audit asks the solutions and mistakes in it.")
    if out_folder:
        check_writable(out_folder)
    auditor = Auditor(catalogue.path, bank_of(catalogue, bank_file), data_folder, budget)
    try:
        count = len(auditor.variants(chosen)) + len(chosen or catalogue.exercises)
        with progress("auditing", count) as step:
            found = audit_all(auditor, chosen, parallel(jobs, count, WORTHWHILE), step)
    except (CourseError, ResourceError) as error:
        raise Stop(str(error)) from None
    for line in matrix.lines(found):
        out.print(line, markup=False)
    if out_folder:
        write_atomically(out_folder / "audit.json", matrix.to_json(found))
        write_atomically(out_folder / "audit.html", matrix.to_html(found, catalogue.title).encode())
        out.print(f"Matrix: {out_folder / 'audit.html'}, {out_folder / 'audit.json'}", markup=False)
    if not found.sound:
        sys.exit(1)
