"""Show which submissions share code after renaming and reformatting: a hint to look."""

from __future__ import annotations  # off Linux, some of these types are missing

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from grader import course, results, roster
from grader.commands.doctor import require_linux
from grader.commands.options import by_folder, course_option, isolation_levels, weak_option
from grader.console import KitFault, Stop, err, out, progress
from grader.course import Course
from grader.files import write_atomically
from grader.sandbox.levels import IsolationLevel
from grader.similarity import Passage, Place, Similarity
from grader.text import one_line

if TYPE_CHECKING:
    from grader.grading.tokens import Prints
    from grader.sandbox.processes import ZygoteProcess

if sys.platform == "linux":
    from grader.grading import tokens
    from grader.grading.batch import read
    from grader.grading.comparing import compare
    from grader.sandbox.command import Supplies
    from grader.sandbox.processes import KitError, WeakIsolationError
    from grader.sandbox.selftest import open_zygote

SHOWN = 20  # groups and pairs on the terminal
PASSAGES = 3  # of a pair


@click.command()
@click.argument("submissions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", "out_file", type=click.Path(path_type=Path), help="File for all groups and pairs, as JSON.")
@weak_option
@course_option
def similar(
    submissions: tuple[Path, ...], out_file: Path | None, allow_weak_isolation: bool, course_folder: Path
) -> None:
    """Show which SUBMISSIONS share code after renaming and reformatting, what the course hands out left aside."""
    catalogue = course.load(course_folder)
    require_linux()
    paths = _paths(submissions)
    try:
        found = _compared(catalogue, paths, isolation_levels(allow_weak_isolation))
    except WeakIsolationError as error:
        raise KitFault(
            f"submissions cannot be isolated here ({error}). Run grader doctor for details, or pass "
            "--allow-weak-isolation for submissions you trust."
        ) from None
    except KitError as error:
        raise KitFault(f"{error}. Run the same command again.") from None
    _print(found)
    if out_file:
        write_atomically(out_file, results.to_json(found))
        out.print(f"All groups and pairs: {out_file}", markup=False)


def _paths(submissions: tuple[Path, ...]) -> dict[str, Path]:
    """Return the submissions by name, without a roster beside them."""
    paths = by_folder([path for path in submissions if path.name != roster.FILE], "have the same name")
    if len(paths) < 2:
        raise Stop("there is nothing to compare; name at least two submissions.")
    return paths


def _compared(catalogue: Course, paths: dict[str, Path], levels: tuple[IsolationLevel, ...]) -> Similarity:
    zygote = open_zygote(levels, Supplies(()), catalogue.path)
    try:
        known = tokens.of_course(catalogue, zygote)
        found = []
        with progress("comparing", len(paths)) as step:
            for name, path in paths.items():
                found.append(_prints(catalogue, name, path, zygote))
                step(name)
    finally:
        zygote.close()
    return compare(found, known, list(catalogue.functions))


def _prints(catalogue: Course, name: str, path: Path, zygote: ZygoteProcess) -> Prints:
    """Return a submission's fingerprints; a worker that is lost is replaced once."""
    sources = read(path, catalogue)
    try:
        return tokens.prints_of(name, sources, zygote, catalogue)
    except KitError:
        return tokens.prints_of(name, sources, zygote, catalogue)


def _print(found: Similarity) -> None:
    for unread in found.unread:
        err.print(f"Not compared: {one_line(unread.submission)}: {one_line(unread.reason, 200)}", markup=False)
    groups = [(g.exercise, str(g.tokens), ", ".join(g.submissions)) for g in found.groups]
    pairs = [(p.left, p.right, str(p.tokens), "\n".join(map(_passage, p.passages[:PASSAGES]))) for p in found.pairs]
    _table("The same function", ("exercise", "tokens", "submissions"), groups)
    _table("Shared passages", ("submission", "submission", "tokens", "where"), pairs)
    out.print(
        f"Compared {found.compared} submissions. Groups with the same function: {len(found.groups)}. "
        f"Pairs that share code: {found.pairs_found}."
    )
    if found.too_short:
        told = ", ".join(f"{name} ({count})" for name, count in found.too_short.items())
        out.print(f"Too short to compare, with too little code of their own: {told}.", markup=False)
    out.print("Similar code has many reasons. Look at it before you ask anyone.")


def _table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", justify="right" if column == "tokens" else "left")
    for row in rows[:SHOWN]:
        table.add_row(*(Text(part) for part in row))
    out.print(table)
    if len(rows) > SHOWN:
        out.print(f"and {len(rows) - SHOWN} more")


def _passage(passage: Passage) -> str:
    left, right = passage.left, passage.right
    same = (left.file, left.cell) == (right.file, right.cell)
    second = _lines(right) if same else _file(right) + _lines(right)
    return f"{passage.exercise or 'other code'}: {_file(left)}{_lines(left)}, {second}"


def _file(place: Place) -> str:
    return f"{one_line(place.file)}{f' cell {place.cell}' if place.cell else ''}:"


def _lines(place: Place) -> str:
    return f"{place.first}–{place.last}"
