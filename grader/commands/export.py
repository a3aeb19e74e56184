"""Write results in the format of a platform: grades to import, or results for CI."""

import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from grader import course, results, roster
from grader.commands.gradescope_autograder import gradescope_autograder
from grader.commands.options import course_option, no_results
from grader.console import KitFault, Stop, err, out
from grader.files import write_atomically
from grader.results import Report
from grader.roster import RosterError
from grader.text import one_line
from grader.writers import canvas, changes, classroom50, github, gradebook, gradescope, junit, moodle
from grader.writers.entries import Entry, entries, without_submission
from grader.writers.filling import FillingError
from grader.writers.places import Places

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

    @property
    def maximum(self) -> int:
        return max((report.max_score for report in self.reports.values() if not report.kit_errors), default=0)


results_argument = click.argument("results_folder", metavar="RESULTS", type=click.Path(path_type=Path))
out_option = click.option("--out", "out_file", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
sources_option = click.option(
    "--sources", type=click.Path(path_type=Path), help="Folder of the submission, to name lines in it."
)
filled_option = click.option("--roster-file", type=click.Path(path_type=Path), help="File that the platform exported.")
column_option = click.option(
    "--column", default="", metavar="TITLE", help="Title of the column of grades in that file."
)


@click.group()
def export() -> None:
    """Write results in the format of a platform: grades to import, or results for CI."""


export.add_command(gradescope_autograder)


@export.command("gradescope")
@results_argument
@out_option
def gradescope_(results_folder: Path, out_file: Path | None) -> None:
    """Write the results.json of an autograder, for one submission."""
    target = _fresh_target(out_file)
    _write(target, gradescope.render(_faultless(results_folder)))


@export.command("classroom50")
@results_argument
@out_option
def classroom50_(results_folder: Path, out_file: Path | None) -> None:
    """Write Classroom 50's result.json, for one submission."""
    target = _fresh_target(out_file)
    report = _faultless(results_folder)
    _write(target, classroom50.render(report, _environment(), datetime.now(UTC)))


@export.command("github")
@results_argument
@out_option
@sources_option
@click.option("--folder", "shown", default="", help="That folder's path in its repository. [default: as in --sources]")
def github_(results_folder: Path, out_file: Path | None, sources: Path | None, shown: str) -> None:
    """Print annotations of GitHub Actions, and add to the step summary, for one submission."""
    found = _one(results_folder)
    (report,) = found.reports.values()
    for line in github.annotations(report, _places(sources, found, shown)):
        out.print(line, markup=False)
    if out_file or os.environ.get(SUMMARY):
        _append(_target(out_file or Path(os.environ[SUMMARY])), github.summary(report))
    _stop_at_faults(found)


@export.command("junit")
@results_argument
@out_option
@sources_option
def junit_(results_folder: Path, out_file: Path | None, sources: Path | None) -> None:
    """Write JUnit XML, for one submission or a class."""
    target, found = _target(out_file), _find(results_folder)
    _write(target, junit.render(found.reports, _places(sources, found)))
    _stop_at_faults(found)


@export.command("gradebook")
@results_argument
@out_option
@course_option
def gradebook_(results_folder: Path, out_file: Path | None, course_folder: Path) -> None:
    """Write gradebook.csv, as grader grade does."""
    target, found = _target(out_file), _class(results_folder)
    _write(target, gradebook.render(_entries(found, course_folder)).encode())
    _stop_at_faults(found)


@export.command("canvas")
@results_argument
@out_option
@filled_option
@column_option
@course_option
def canvas_(
    results_folder: Path, out_file: Path | None, roster_file: Path | None, column: str, course_folder: Path
) -> None:
    """Fill the gradebook that Canvas has exported."""
    target, found = _target(out_file), _class(results_folder)
    given = _exported(roster_file, target)
    if not column:
        raise Stop("--column: name the assignment as in the first line of that file, such as 'Convolutions (123)'.")
    rows = _entries(found, course_folder)
    _fill(target, given, lambda raw: canvas.render(rows, raw, column, found.maximum))
    _stop_at_faults(found)


@export.command("moodle")
@results_argument
@out_option
@filled_option
@column_option
@click.option("--feedback-column", default="", metavar="TITLE", help="Title of the feedback comments in that file.")
@course_option
def moodle_(
    results_folder: Path,
    out_file: Path | None,
    roster_file: Path | None,
    column: str,
    feedback_column: str,
    course_folder: Path,
) -> None:
    """Fill the grading worksheet that Moodle has exported."""
    target, found = _target(out_file), _class(results_folder)
    given = _exported(roster_file, target)
    rows = _entries(found, course_folder)
    _fill(target, given, lambda raw: moodle.render(rows, raw, column, feedback_column, found.maximum))
    _stop_at_faults(found)


def _exported(roster_file: Path | None, target: Path) -> Path:
    if roster_file is None:
        raise Stop("--roster-file: name the file that the platform has exported; it is copied and filled.")
    if target.resolve() == roster_file.resolve():
        raise Stop(f"--out {target}: this is the exported file, which stays as it is; choose another one.")
    return roster_file


def _fill(target: Path, given: Path, fill: Callable[[bytes], tuple[bytes, list[str]]]) -> None:
    try:
        content, remarks = fill(given.read_bytes())
    except FillingError as error:
        raise Stop(f"{given}: {error}") from None
    except OSError as error:
        raise Stop(f"--roster-file {given}: cannot be read ({error.strerror}); check the path.") from None
    for remark in remarks:
        err.print(f"{given.name}: {remark}.", markup=False)
    _write(target, content)


def _stop_at_faults(found: Found) -> None:
    """Raise KitFault, once everything else is written, if the kit failed on a submission."""
    if found.faults:
        raise KitFault(f"{', '.join(found.faults)}: not graded because of an error of the kit. Grade and export again.")


def _faultless(folder: Path) -> Report:
    """Return the record of one submission. Raises KitFault if the kit failed on it: no platform gets a zero then."""
    found = _one(folder)
    if found.faults:
        raise KitFault(f"{folder}: not graded because of an error of the kit; nothing is written. Grade again.")
    return next(iter(found.reports.values()))


def _entries(found: Found, course_folder: Path) -> list[Entry]:
    try:
        known = roster.of_results(found.folder)
    except RosterError as error:
        raise Stop(str(error)) from None
    zero = (course_folder / course.CATALOGUE).exists() and course.load(course_folder).grading.missing == "zero"
    return entries(found.reports, known, without_submission(found.reports, known), zero)


def _target(out_file: Path | None) -> Path:
    """Return the file to write."""
    if out_file is None:
        raise Stop("--out: name the file to write.")
    if results.load(out_file):
        raise Stop(f"--out {out_file}: this is a record of grader grade; choose another file.")
    return out_file


def _fresh_target(out_file: Path | None) -> Path:
    """Return the file to write, and remove it: whatever happens now, no earlier result is taken for this one."""
    target = _target(out_file)
    target.unlink(missing_ok=True)
    return target


def _one(folder: Path) -> Found:
    """Read the record of one submission, from its own folder or one with it alone."""
    found = _find(folder)
    if len(found.reports) > 1:
        first = folder / next(iter(found.reports))
        raise Stop(
            f"{folder}: {len(found.reports)} submissions; this format is about one: name its folder, such as {first}."
        )
    return found


def _class(folder: Path) -> Found:
    """Read the records of a class."""
    if (folder / results.FILE).exists():
        raise Stop(f"{folder}: the results of one submission; this format is about a class: name the folder above it.")
    return _find(folder)


def _find(folder: Path) -> Found:
    """Read the records in the folder of a class or of one submission. Raises Stop if there are none."""
    single = (folder / results.FILE).exists()
    read = {folder.resolve().name: results.load(folder / results.FILE)} if single else changes.reports_in(folder)
    if not read:
        raise no_results(folder)
    broken = [name for name, report in read.items() if report is None]
    if broken:
        raise Stop(f"{folder}: {', '.join(map(one_line, broken))}: {results.FILE} is not valid; grade again.")
    return Found(folder, {name: report for name, report in read.items() if report})


def _places(sources: Path | None, found: Found, shown: str = "") -> Places:
    return Places(shown or sources.as_posix(), _texts(sources, found)) if sources else Places(shown)


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


def _write(target: Path, content: bytes) -> None:
    write_atomically(target, content)
    out.print(f"Written: {target}", markup=False)


def _append(target: Path, content: bytes) -> None:
    """Add to a step summary, which other steps write too."""
    with target.open("ab") as file:
        file.write(content)
