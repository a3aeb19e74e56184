"""Write one file of feedback for each student."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from grader import course, roster
from grader.commands.options import check_writable, course_option, no_results
from grader.console import Stop, out
from grader.files import write_atomically
from grader.reporting import feedback as writing
from grader.reporting import handback, reading
from grader.reporting.feedback import Feedback
from grader.reporting.handback import HandbackError
from grader.roster import RosterError, Student


@click.command()
@click.argument("results", type=click.Path(path_type=Path))
@click.option("--out", "out_folder", type=click.Path(path_type=Path), required=True, help="Folder for the feedback.")
@click.option("--markdown", is_flag=True, help="Write Markdown, for pull requests, instead of pages.")
@click.option("--moodle", is_flag=True, help="Write moodle.zip, to upload as feedback files.")
@click.option(
    "--canvas", "download", type=click.Path(path_type=Path), metavar="ZIP",
    help="Write canvas.zip, to upload again; ZIP is what Canvas handed out.",
)  # fmt: skip
@course_option
def feedback(
    results: Path, out_folder: Path, markdown: bool, moodle: bool, download: Path | None, course_folder: Path
) -> None:
    """Write feedback for each submission of RESULTS, the --out folder of grader grade."""
    catalogue = course.load(course_folder)
    if sum((markdown, moodle, download is not None)) > 1:
        raise Stop("--markdown, --moodle, --canvas: use one of them.")
    if not reading.folders(results):
        raise no_results(results)
    check_writable(out_folder)
    try:
        students = roster.of_results(results)
        each = writing.each(catalogue, results, students)
        if moodle:
            _say(_moodle(out_folder / "moodle.zip", each, students), len(reading.folders(results)))
        elif download:
            _say(_canvas(out_folder / "canvas.zip", each, students, download), len(reading.folders(results)))
        else:
            _files(out_folder, each, markdown)
    except (RosterError, HandbackError) as error:
        raise Stop(str(error)) from None


def _moodle(file: Path, each: Iterator[Feedback], students: Mapping[str, Student]) -> tuple[Path, int]:
    handback.check_roster(students)
    return file, handback.pack(file, handback.for_moodle(each, students))


def _canvas(file: Path, each: Iterator[Feedback], students: Mapping[str, Student], download: Path) -> tuple[Path, int]:
    handback.check_roster(students)
    names = handback.canvas(download, students)
    return file, handback.pack(file, handback.for_canvas(each, names))


def _say(written: tuple[Path, int], expected: int) -> None:
    file, count = written
    left = f"; {expected - count} are not in roster.csv or have no file there" if count < expected else ""
    out.print(f"Feedback for {count} of {expected} submissions: {file}{left}", markup=False)


def _files(folder: Path, each: Iterator[Feedback], markdown: bool) -> None:
    count = 0
    for one in each:
        name, text = (f"{one.folder}.md", one.markdown) if markdown else (f"{one.folder}.html", one.page)
        write_atomically(folder / name, text.encode(errors="replace"))
        count += 1
    out.print(f"Feedback for {count} submissions: {folder}", markup=False)
