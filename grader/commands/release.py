"""Write the version of the course that students get."""

import sys
import tempfile
from pathlib import Path

import click

from grader import course
from grader.cases import bank, drawing
from grader.cases.keys import Keys
from grader.commands.options import budget_option, check_budget, course_option, draw, drawing_bar
from grader.console import Stop, out
from grader.course import RELEASE, Course
from grader.files import write_atomically
from grader.releasing import content, proof, writing
from grader.releasing.content import Contents
from grader.releasing.writing import ReleaseError
from grader.results import to_json

SHOWN = 10  # problems of a claim


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--zip", "as_zip", is_flag=True, help="Also write the archive FOLDER.zip.")
@click.option("--notebook", "with_notebook", is_flag=True, help="Include the exercises as a notebook, also for Colab.")
@click.option("--check", "checking", is_flag=True, help="Prove what the release in FOLDER, or a new one, holds.")
@budget_option
@course_option
def release(
    folder: Path | None, as_zip: bool, with_notebook: bool, checking: bool, budget: str, course_folder: Path
) -> None:
    """Write the course without its solutions to FOLDER, or update the release there; student/ stays as it is.

    With --check, nothing is written: the release in FOLDER, or a new one without FOLDER, is examined and tried in a
    fresh environment. Exits with 1 if a claim does not hold. --budget says how long the solutions train for that.
    """
    catalogue = course.load(course_folder)
    check_budget(catalogue, budget)
    if not catalogue.is_solved:
        raise Stop(f"{catalogue.path / 'reference'}: no such folder; a release is made from a course with solutions.")
    if checking and as_zip:
        raise Stop("--zip: with --check, nothing is written; leave out one of them.")
    try:
        if checking:
            _check(catalogue, folder, with_notebook, budget)
        elif folder is None:
            raise Stop("name the folder to write to, as in: grader release ../handout")
        else:
            writing.check_place(catalogue, folder)
            _write(catalogue, folder, as_zip, with_notebook)
    except ReleaseError as error:
        raise Stop(str(error)) from None


def _write(catalogue: Course, folder: Path, as_zip: bool, with_notebook: bool) -> None:
    made = _made(catalogue, with_notebook)
    changes = writing.write(folder, made)
    # Results of grading name this release as long as the course is what it was made from.
    write_atomically(catalogue.path / ".convkit" / RELEASE, to_json(made.record))
    size = sum(map(len, made.everything.values())) / 1e6
    out.print(f"{folder}: {len(made.everything)} files, {size:.1f} MB, SHA-256 {made.record.digest}", markup=False)
    out.print(f"{len(changes.written)} written, {len(changes.removed)} removed", markup=False)
    if changes.kept:
        out.print(f"Changed there, and left as they are: {', '.join(changes.kept)}", markup=False)
    if as_zip:
        file = folder.resolve().with_name(f"{folder.resolve().name}.zip")
        write_atomically(file, writing.zipped(made.everything, made.name))
        out.print(f"{file}: {file.stat().st_size / 1e6:.1f} MB", markup=False)


def _made(catalogue: Course, with_notebook: bool) -> Contents:
    """Return the release of the course; what its bank lacks is drawn first."""
    keys, place = Keys.of(catalogue), bank.own_folder(catalogue)
    kinds = (bank.CASES, bank.KNOWLEDGE)
    lacking = [n for n in keys.exercises if not all(bank.has_current(place, n, kind, keys) for kind in kinds)]
    if lacking:
        with drawing_bar(len(lacking)) as report:
            draw(lambda: drawing.draw_into(catalogue, place, lacking, knowledge=True, report=report), place)
    return content.contents(catalogue, keys, notebook=with_notebook)


def _check(catalogue: Course, folder: Path | None, with_notebook: bool, budget: str) -> None:
    """Print each claim about a release, and whether it holds."""
    with tempfile.TemporaryDirectory(prefix="convkit-release-") as scratch:
        if folder is None:
            place, made = Path(scratch) / "release", _made(catalogue, with_notebook)
            writing.write(place, made)
        else:
            place = folder
            made = _made(catalogue, content.NOTEBOOK in writing.record_in(folder).files)
        failed = False
        for claim in proof.claims(catalogue, place, made, Path(scratch), budget):
            out.print(f"{'✗' if claim.problems else '✓'} {claim.text}", markup=False)
            for problem in claim.problems[:SHOWN]:
                out.print(f"    {problem}", markup=False)
            if claim.problems[SHOWN:]:
                out.print(f"    … and {len(claim.problems) - SHOWN} more")
            failed = failed or bool(claim.problems)
    if failed:
        sys.exit(1)
