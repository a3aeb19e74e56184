"""List known mistakes, and name new ones from the results of a class."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from grader import course
from grader.cases import bank
from grader.cases.keys import Keys
from grader.commands.doctor import require_linux
from grader.commands.options import (
    bank_of,
    bank_option,
    course_option,
    exercise_named,
    isolation_levels,
    judging,
    no_results,
    weak_option,
)
from grader.console import Stop, err, out
from grader.course import Course
from grader.mistakes import loading, named
from grader.mistakes.groups import answers_of, groups
from grader.mistakes.named import Named
from grader.mistakes.naming import asking, check_sentence, free_slug, why_not
from grader.results import Group, Report, decisive
from grader.text import one_line, path_line
from grader.writers import changes

SHOWN = 3  # names in a row of the list


@click.group()
def mistakes() -> None:
    """List known mistakes, and name new ones from the results of a class."""


@mistakes.command("list")
@click.argument("results_folder", required=False, metavar="[RESULTS]", type=click.Path(path_type=Path))
@click.option("--all", "singles", is_flag=True, help="List unnamed answers of single submissions too.")
@course_option
def list_(results_folder: Path | None, singles: bool, course_folder: Path) -> None:
    """List all known mistakes; with RESULTS, how often each was seen, and the groups that have no name yet."""
    catalogue = course.load(course_folder)
    reports = _reports(results_folder) if results_folder else {}
    count = Counter((e.id, e.diagnosis) for report in reports.values() for e in report.exercises if e.diagnosis)
    table = _table("exercise", "mistake", *(["seen"] if results_folder else []), "sentence")
    for exercise, slug, sentence in sorted(_known(catalogue), key=lambda known: -count[known[:2]]):  # the rest in order
        seen = [str(count[exercise, slug])] if results_folder else []
        table.add_row(exercise, slug, *seen, Text(one_line(sentence, named.LONGEST)))
    out.print(table)
    if results_folder:
        _print_groups(groups(catalogue, results_folder), reports, singles)


def _known(catalogue: Course) -> Iterator[tuple[str, str, str]]:
    """Yield the exercise, the slug and the sentence of each known mistake."""
    for exercise in catalogue.exercises:
        for slug, sentence in sorted(loading.sentences(catalogue, "mistakes", exercise.id).items()):
            yield exercise.id, slug, sentence


def _print_groups(found: list[Group], reports: dict[str, Report], singles: bool) -> None:
    table = _table("exercise", "group", "submissions", "first of them", "smallest failing call")
    for group in found:
        if singles or len(group.submissions) > 1:
            some = ", ".join(one_line(name) for name in group.submissions[:SHOWN])
            more = ", …" if len(group.submissions) > SHOWN else ""
            call = one_line(_call(reports.get(group.submissions[0]), group.exercise))
            table.add_row(group.exercise, group.id, str(len(group.submissions)), Text(some + more), Text(call))
    alone = sum(len(group.submissions) == 1 for group in found)
    out.print()
    if table.row_count:
        out.print("Unnamed: these answer every case alike, and no known mistake does. Name one with")
        out.print("grader mistakes name RESULTS EXERCISE GROUP --sentence …", markup=False)
        out.print(table)
    else:
        out.print("No two submissions without a known mistake answer alike.")
    if alone and not singles:
        out.print(f"{alone} more answer like nobody else; list them with --all.")


def _call(report: Report | None, exercise: str) -> str:
    """Return the call of the smallest counterexample of an exercise, or ""."""
    found = next((e for e in report.exercises if e.id == exercise), None) if report else None
    shown = decisive(found.checks) if found else None
    return shown.counterexample.call if shown and shown.counterexample else ""


def _table(*titles: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title, overflow="fold", justify="right" if title in ("seen", "submissions") else "left")
    return table


def _reports(folder: Path) -> dict[str, Report]:
    read = changes.reports_in(folder)
    if not read:
        raise no_results(folder)
    return {name: report for name, report in read.items() if report}


@mistakes.command()
@click.argument("results_folder", metavar="RESULTS", type=click.Path(path_type=Path))
@click.argument("exercise")
@click.argument("group")
@click.option("--sentence", required=True, help="What is wrong, for the students who get it.")
@click.option("--slug", default="", help="Name of the mistake. [default: from the sentence]")
@bank_option
@course_option
def name(
    results_folder: Path,
    exercise: str,
    group: str,
    sentence: str,
    slug: str,
    bank_file: Path | None,
    course_folder: Path,
) -> None:
    """Make a known mistake of GROUP, which `grader mistakes list RESULTS` shows, with a sentence for students.

    The next `grader grade` names it. No code of a student is kept.
    """
    require_linux()
    from grader.grading import provenance  # noqa: PLC0415  off Linux, it cannot be imported

    catalogue = course.load(course_folder)
    wanted = exercise_named(catalogue, exercise).id
    _reports(results_folder)
    found = _group(catalogue, results_folder, wanted, group)
    answers = answers_of(results_folder, found.submissions[0], wanted)
    assert answers is not None  # noqa: S101  the group was made of them
    place = bank_of(catalogue, bank_file, [wanted])
    loaded = bank.load(place, Keys.of(catalogue), [wanted])
    with judging(), asking(catalogue, loaded, wanted) as known:
        trimmed = check_sentence(sentence)
        chosen = free_slug(catalogue, wanted, trimmed, slug)
        reason = why_not(answers, known, loaded, wanted)
    if reason:
        raise Stop(f"{group}: {reason}.")
    origins = {each: provenance.read(results_folder / each) for each in found.submissions}
    digests = {each: origin.submission if origin else "" for each, origin in origins.items()}
    file = named.save(catalogue, wanted, chosen, Named(trimmed, digests, (answers,)))
    out.print(f"{file}: {wanted}/{chosen}, made by {len(digests)}.", markup=False)
    out.print("Grade again, and their messages begin with the sentence; grader diff shows whose have changed.")


def _group(catalogue: Course, folder: Path, exercise: str, group: str) -> Group:
    found = {g.id: g for g in groups(catalogue, folder) if g.exercise == exercise}
    if group in found:
        return found[group]
    known = f"use {', '.join(found)}." if found else "there is none; see grader mistakes list RESULTS --all."
    raise Stop(f"{one_line(group)}: no such group of {exercise}; {known}")


@mistakes.command("refresh")
@click.option(
    "--submissions", "folder", type=click.Path(path_type=Path), required=True, help="Folder with all submissions."
)
@bank_option
@weak_option
@course_option
def refresh_(folder: Path, bank_file: Path | None, allow_weak_isolation: bool, course_folder: Path) -> None:
    """Ask submissions anew, in isolation, where the cases have changed since their mistake was named.

    Those that nobody's unchanged submission shows any more are listed; then the exit code is 1.
    """
    catalogue = course.load(course_folder)
    require_linux()
    from grader.grading.refresh import refresh, stale  # noqa: PLC0415  as above

    if not folder.is_dir():
        raise Stop(f"--submissions {path_line(folder)}: no such folder; name the one with all submissions.")
    every = list(named.every(catalogue))
    exercises = tuple(dict.fromkeys(exercise for exercise, _, _ in every))
    if not every:
        raise Stop(f"{catalogue.path / named.FOLDER}: no mistake has been named; see grader mistakes name --help.")
    place = bank_of(catalogue, bank_file, exercises)
    levels, lost = isolation_levels(allow_weak_isolation), 0
    with judging(), tempfile.TemporaryDirectory(prefix="convkit-refresh-") as scratch:
        found = stale(catalogue, bank.load(place, Keys.of(catalogue), exercises), sorted(folder.iterdir()))
        for one, reason in refresh(catalogue, found, place, Path(scratch), levels):
            if reason:
                lost += 1
                err.print(f"{one.exercise}/{one.slug}: lost: {reason}; name it again, or remove it.", markup=False)
    fitting = len(every) - len(found)
    out.print(f"Named mistakes: {fitting} fit the cases, {len(found) - lost} were asked anew, {lost} are lost.")
    if lost:
        raise SystemExit(1)
