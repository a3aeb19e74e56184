"""Write results in the format of a platform: grades to import, or results for CI."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from grader import course, results, roster
from grader.commands.options import course_option
from grader.console import KitFault, Stop, err, out
from grader.files import write_atomically
from grader.results import Report
from grader.roster import RosterError
from grader.text import one_line
from grader.writers import canvas, changes, classroom50, github, gradebook, gradescope, junit, moodle
from grader.writers.entries import Entry, entries, without_submission
from grader.writers.filling import FillingError
from grader.writers.places import Places

OF_ONE = ("gradescope", "classroom50", "github")  # about one submission
OF_A_CLASS = ("gradebook", "canvas", "moodle")
FORMATS = (*OF_ONE, "junit", *OF_A_CLASS)
NO_FAULTS = ("gradescope", "classroom50")  # which would read a file with our fault as a student's zero
SUMMARY = "GITHUB_STEP_SUMMARY"
SOURCE_CAP = 1 << 20  # bytes of a module whose lines are named


@dataclass(frozen=True)
class Found:
    """The records to write, by the name of their folder."""

    folder: Path
    reports: Mapping[str, Report]

    @property
    def faults(self) -> list[str]:
        return [one_line(name) for name, report in self.reports.items() if report.kit_errors]


@click.command()
@click.argument("format", type=click.Choice(FORMATS))
@click.argument("results_folder", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--out", "out_file", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--roster-file", type=click.Path(path_type=Path), help="File that Canvas or Moodle has exported.")
@click.option("--column", default="", metavar="TITLE", help="Title of the column of grades in that file.")
@click.option("--feedback-column", default="", metavar="TITLE", help="Title of Moodle's feedback comments.")
@click.option("--sources", type=click.Path(path_type=Path), help="Folder of the submission, to name lines in it.")
@course_option
def export(
    format: str,
    results_folder: Path,
    out_file: Path | None,
    roster_file: Path | None,
    column: str,
    feedback_column: str,
    sources: Path | None,
    course_folder: Path,
) -> None:
    """Write RESULTS in a FORMAT of a platform.

    RESULTS is the --out folder of grader grade. Formats about one submission also take that submission's folder in it.
    """
    target = _target(format, out_file)
    if format in NO_FAULTS and target:
        with suppress(FileNotFoundError):
            target.unlink()  # whatever happens now, no earlier result is taken for this one
    found = _find(format, results_folder)
    places = Places(sources.as_posix() if sources else "", _texts(sources, found)) if sources else Places()
    if format in NO_FAULTS and found.faults:
        raise KitFault(f"{results_folder}: not graded because of an error of the kit; nothing is written. Grade again.")
    match format:
        case "gradescope" | "classroom50" | "github":
            _write_one(format, next(iter(found.reports.values())), target, places)
        case "junit":
            _write(target, junit.render(found.reports, places))
        case _:
            _write_class(format, found, target, roster_file, (column, feedback_column), course_folder)
    if found.faults:
        raise KitFault(f"{', '.join(found.faults)}: not graded because of an error of the kit. Grade and export again.")


def _write_one(format: str, report: Report, target: Path | None, places: Places) -> None:
    match format:
        case "gradescope":
            _write(target, gradescope.render(report))
        case "classroom50":
            _write(target, classroom50.render(report, _environment(), datetime.now(UTC)))
        case _:
            for line in github.annotations(report, places):
                out.print(line, markup=False)
            if target:
                _append(target, github.summary(report))


def _write_class(
    format: str, found: Found, target: Path | None, given: Path | None, titles: tuple[str, str], course_folder: Path
) -> None:
    rows = _entries(found, course_folder)
    if format == "gradebook":
        _write(target, gradebook.render(rows).encode())
        return
    column, comments = titles
    if given is None:
        raise Stop(f"--roster-file: name the file that {format.capitalize()} has exported; it is copied and filled.")
    if target and target.resolve() == given.resolve():
        raise Stop(f"--out {target}: this is the exported file, which stays as it is; choose another one.")
    if format == "canvas" and not column:
        raise Stop("--column: name the assignment as in the first line of that file, such as 'Convolutions (123)'.")
    maximum = max((report.max_score for report in found.reports.values() if not report.kit_errors), default=0)
    try:
        raw = given.read_bytes()
        if format == "canvas":
            content, remarks = canvas.render(rows, raw, column, maximum)
        else:
            content, remarks = moodle.render(rows, raw, column, comments, maximum)
    except FillingError as error:
        raise Stop(f"{given}: {error}") from None
    except OSError as error:
        raise Stop(f"--roster-file {given}: cannot be read ({error.strerror}); check the path.") from None
    for remark in remarks:
        err.print(f"{given.name}: {remark}.", markup=False)
    _write(target, content)


def _entries(found: Found, course_folder: Path) -> list[Entry]:
    try:
        known = roster.of_results(found.folder)
    except RosterError as error:
        raise Stop(str(error)) from None
    zero = (course_folder / course.CATALOGUE).exists() and course.load(course_folder).grading.missing == "zero"
    return entries(found.reports, known, without_submission(found.reports, known), zero)


def _target(format: str, out_file: Path | None) -> Path | None:
    """Return the file to write; None for annotations without a summary."""
    if out_file is None and format == "github":
        return Path(os.environ[SUMMARY]) if os.environ.get(SUMMARY) else None
    if out_file is None:
        raise Stop("--out: name the file to write.")
    if results.load(out_file):
        raise Stop(f"--out {out_file}: this is a record of grader grade; choose another file.")
    return out_file


def _find(format: str, folder: Path) -> Found:
    """Read the records. Raises Stop if the folder has none, or not as many as the format is about."""
    single = (folder / results.FILE).exists()
    read = {folder.resolve().name: results.load(folder / results.FILE)} if single else changes.reports_in(folder)
    if not read:
        raise Stop(f"{folder}: contains no results; name the --out folder of a grader grade run.")
    if single and format in OF_A_CLASS:
        raise Stop(f"{folder}: the results of one submission; {format} is about a class: name the folder above it.")
    if len(read) > 1 and format in OF_ONE:
        one = folder / next(iter(read))
        raise Stop(f"{folder}: {len(read)} submissions; {format} is about one: name its folder, such as {one}.")
    broken = [name for name, report in read.items() if report is None]
    if broken:
        raise Stop(f"{folder}: {', '.join(map(one_line, broken))}: {results.FILE} is not valid; grade again.")
    return Found(folder, {name: report for name, report in read.items() if report})


def _texts(folder: Path, found: Found) -> dict[str, str]:
    """Return the submission's modules by file name, as far as they are ordinary files."""
    modules = {exercise.module for report in found.reports.values() for exercise in report.exercises}
    names = [f"{module}.py" for module in modules if module.isidentifier()]  # a record may be anybody's
    texts = {}
    for name in names:
        with suppress(OSError):
            if stat.S_ISREG((folder / name).lstat().st_mode):
                with (folder / name).open("rb") as file:
                    texts[name] = file.read(SOURCE_CAP).decode(errors="replace")
    return texts


def _environment() -> dict[str, str]:
    lacking = [name for name in classroom50.VARIABLES if name != "REVIEW_URL" and not os.environ.get(name)]
    if lacking:
        raise Stop(f"{', '.join(lacking)}: not set; Classroom 50's runner sets these variables.")
    return dict(os.environ)


def _write(target: Path | None, content: bytes) -> None:
    if target:
        write_atomically(target, content)
        out.print(f"Written: {target}", markup=False)


def _append(target: Path, content: bytes) -> None:
    """Add to a step summary, which other steps write too."""
    with target.open("ab") as file:
        file.write(content)
