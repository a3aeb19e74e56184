"""Remove everything about a student from the results of a class."""

import csv
import difflib
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import click
import msgspec

from grader import course, results, roster
from grader.commands.options import course_option
from grader.console import Stop, out
from grader.course import Course
from grader.files import write_atomically
from grader.mistakes import named
from grader.roster import RosterError, Student
from grader.text import one_line
from grader.writers import gradebook

INDEX = "index.html"  # of a built site
SEARCHED = 8 << 20  # bytes of a file that are searched for names


@dataclass(frozen=True)
class Removal:
    """Something to remove: what the user is told, a path to delete, or a file with its new content."""

    what: str
    path: Path
    content: bytes | None = None

    def carry_out(self) -> None:
        if self.content is not None:
            write_atomically(self.path, self.content)
        elif self.path.is_dir() and not self.path.is_symlink():
            shutil.rmtree(self.path)
        else:
            self.path.unlink()


@click.command()
@click.argument("name")
@click.argument("results_folder", metavar="RESULTS", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@course_option
def forget(name: str, results_folder: Path, yes: bool, course_folder: Path) -> None:
    """Remove the student NAME everywhere under RESULTS, and from the named mistakes of the course.

    The submission itself, and copies elsewhere, are yours to remove.
    """
    catalogue = course.load(course_folder)
    student = _student(name, results_folder)
    listed = list(_removals(catalogue, results_folder, student))
    for removal in listed:
        out.print(removal.what, markup=False)
    if not yes and not click.confirm("Remove these?"):
        raise Stop("nothing was removed.")
    for removal in listed:
        removal.carry_out()
    for file in _files(results_folder):
        if _is_about(file, student):
            out.print(f"{file}: still mentions {student.shown}; write it again, or delete it.", markup=False)
    out.print(f"{student.shown} is removed from {results_folder}.", markup=False)


@dataclass(frozen=True)
class _Known:
    """A student as the results know one: the folder's name, the submission's, and the row of the roster."""

    folder: str
    submission: str
    row: Student | None

    @property
    def shown(self) -> str:
        return one_line(self.submission or self.folder)

    @property
    def texts(self) -> set[str]:
        """What files may mention of the student."""
        row = (self.row.id, self.row.name, self.row.email) if self.row else ()
        return {text for text in (self.folder, self.submission, *row) if text}


def _student(name: str, folder: Path) -> _Known:
    """Find a student by the name of the folder or of the submission. Raises Stop if there is none."""
    try:
        rows = roster.of_results(folder)
    except RosterError as error:
        raise Stop(str(error)) from None
    found = {
        file.parent.name: report.submission if (report := results.load(file)) else ""
        for file in sorted(folder.glob(f"*/{results.FILE}"))
    }
    for place, submission in found.items():
        if name in (place, submission):
            return _Known(place, submission, rows.get(submission) or rows.get(place))
    if name in rows:
        return _Known("", name, rows[name])
    near = difflib.get_close_matches(name, [*found, *rows], n=1)
    meant = f"did you mean {one_line(near[0])}?" if near else "name a folder in it, exactly as it is spelt."
    raise Stop(f"{one_line(name)}: not in {folder}; {meant}")


def _removals(catalogue: Course, folder: Path, student: _Known) -> Iterator[Removal]:
    for file, column in ((folder / gradebook.FILE, "name"), (folder / roster.FILE, "submission")):
        if file.exists() and (content := _without_row(file, column, student)) is not None:
            yield Removal(f"{file}: a row", file, content)
    for exercise, slug, each in named.every(catalogue):
        if student.folder in each.submissions:
            others = {name: digest for name, digest in each.submissions.items() if name != student.folder}
            changed = msgspec.structs.replace(each, submissions=others)
            yield Removal(
                f"{named.file_of(catalogue, exercise, slug)}: the name",
                named.file_of(catalogue, exercise, slug),
                results.to_json(changed),
            )
    yield from _pages(folder, student)
    if student.folder:  # last, so that the command can be run again if it was interrupted
        yield Removal(f"{folder / student.folder}: results, provenance and kept answers", folder / student.folder)


def _without_row(file: Path, column: str, student: _Known) -> bytes | None:
    """Return a CSV file without the rows of a student; None if it has none."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    place = rows[0].index(column) if rows and column in rows[0] else 0
    names = {text for each in (student.folder, student.submission) if each for text in (each, gradebook.neutral(each))}
    kept = [row for row in rows if len(row) <= place or row[place] not in names]
    if kept == rows:
        return None
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(kept)
    return text.getvalue().encode()


def _pages(folder: Path, student: _Known) -> Iterator[Removal]:
    """Yield built sites that mention a student, as a whole, and other files that have the student's name."""
    sites = [index.parent for index in sorted(folder.rglob(INDEX)) if not any(index.parent.rglob(results.FILE))]
    outer = [site for site in sites if not any(other in site.parents for other in sites)]
    for site in outer:
        if any(_is_about(file, student) for file in _files(site)):
            yield Removal(f"{site}: a built site; build it again, and publish it again", site)
    for file in _files(folder):
        if not any(site in file.parents for site in outer) and file.stem in {student.folder, student.submission}:
            yield Removal(f"{file}: a file of this name", file)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, but not the results of students."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not (file.parent / results.FILE).exists():
            yield file


def _is_about(file: Path, student: _Known) -> bool:
    """Return whether a file has the student's name, or mentions it, or what else the roster says."""
    if file.stem in {student.folder, student.submission} or student.folder in file.parts:
        return True
    with file.open("rb") as opened:
        content = opened.read(SEARCHED)
    words = (
        re.escape(form.encode(errors="surrogateescape")) for text in student.texts for form in {text, escape(text)}
    )
    return any(re.search(rb"(?<![\w@.])" + word + rb"(?![\w@])", content) for word in words)
