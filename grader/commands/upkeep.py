"""Keep a course sound: its case bank, its checks, its data, and the isolation of this machine."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from grader import bank, checks, data
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
    jobs_option,
    load_course,
    only_option,
    out,
    progress,
)
from grader.course import Course, CourseError
from grader.submission.rungs import Rung, Supplies


@click.command("bank")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--seed", default=1, show_default=True, help="Another seed draws other cases.")
@course_option
def draw_bank(file: Path, seed: int, course_folder: Path) -> None:
    """Draw the cases of all checks with the reference's answers into FILE."""
    from grader.judging import drawing  # noqa: PLC0415

    catalogue = load_course(course_folder)
    try:
        drawing.draw_file(catalogue.path, file, seed)
    except (drawing.DrawingError, OSError) as error:
        raise KitFault(f"{file}: the case bank cannot be drawn: {error}") from None
    loaded = bank.load(file, checks.origin(catalogue))
    count = sum(map(len, loaded.bank.cases.values()))
    out.print(f"{file}: {count} cases of {len(loaded.bank.cases)} checks, SHA-256 {loaded.digest}", markup=False)


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
    jobs: int,
    data_folder: Path | None,
    course_folder: Path,
) -> None:
    """Judge the checks: put all known mistakes and all accepted solutions to them. Ends with 1 if the checks err."""
    from grader.judging.audit import Auditor  # noqa: PLC0415
    from grader.judging.audit import audit as judge_checks  # noqa: PLC0415
    from grader.results import write_atomically  # noqa: PLC0415
    from grader.writers import matrix  # noqa: PLC0415

    catalogue = load_course(course_folder)
    check_budget(catalogue, budget)
    chosen = chosen_exercises(catalogue, only)
    if out_folder:
        check_writable(out_folder)
    auditor = Auditor(catalogue.path, bank_of(catalogue, bank_file), data_folder, budget)
    try:
        with progress() as bar:
            task = bar.add_task("auditing", total=None)
            found = judge_checks(
                auditor, chosen, jobs, lambda done, total: bar.update(task, completed=done, total=total)
            )
    except (CourseError, data.DataError) as error:
        raise Stop(str(error)) from None
    for line in matrix.lines(found):
        out.print(line, markup=False)
    if out_folder:
        write_atomically(out_folder / "audit.json", matrix.to_json(found))
        write_atomically(out_folder / "audit.html", matrix.to_html(found, catalogue.title).encode())
        out.print(f"Matrix: {out_folder / 'audit.html'}, {out_folder / 'audit.json'}", markup=False)
    if not found.sound:
        sys.exit(1)


@click.command()
@course_option
def doctor(course_folder: Path) -> None:
    """Try what submissions must not be able to do here, and say which rung of isolation holds."""
    from grader.submission.isolated import self_test  # noqa: PLC0415

    catalogue = load_course(course_folder)
    best: Rung | None = None
    for rung in (Rung.R1, Rung.R2):
        against, attempts = self_test(rung, Supplies(catalogue.worker.packages), catalogue.path)
        out.print(f"{rung}  {rung.promise}: {'no' if against else 'holds'}")
        for reason in against:
            out.print(f"      {reason}", markup=False)
        for name, done in attempts.items():
            out.print(f"      {'possible' if done else 'refused '}  {name.replace('_', ' ')}")
        best = best or (None if against else rung)
    if best is None:
        raise KitFault("no safe rung holds here; grading is refused unless --allow-weak-isolation is given.")
    out.print(f"Submissions are graded on {best}.")
    _say_costs(catalogue, best)


def _say_costs(catalogue: Course, rung: Rung) -> None:
    """Say what a submission costs at most that runs to the limit in all that it does."""
    from grader.judging import costs  # noqa: PLC0415  it needs torch
    from grader.submission.isolated import Zygote  # noqa: PLC0415

    limits, loaded = catalogue.limits, checks.load(catalogue)
    found = [[c for c in loaded if c.exercise == e.id] for e in catalogue.exercises]
    light = [own for own in found if not any(c.heavy for c in own)]
    worst = {"none": costs.submission(limits, light)}
    if len(light) < len(found):
        with closing(Zygote(rung, Supplies(catalogue.worker.packages))) as zygote:
            step = costs.seconds_per_step(zygote)
        for name, budget in catalogue.budgets.items():
            worst[name] = costs.submission(limits, found, costs.training(step, budget.batches))
    out.print(
        f"Limits: {limits.call:g} s for a call, {limits.importing:g} s for an import, {limits.exercise:g} s for an "
        f"exercise, in computing time; {limits.patience:g} times as long by the clock."
    )
    for name, seconds in worst.items():
        minutes = f"{seconds / 60:.0f} minutes of computing time, {seconds * limits.patience / 60:.0f} by the clock"
        out.print(f"A hand-in costs at most {minutes}, with --budget {name}.")


@click.command("fetch-data")
@click.argument("what", nargs=-1, type=click.Choice(["mnist", "inception"]))
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Where to. [default: the kit's own cache]")
def fetch_data(what: tuple[str, ...], folder: Path | None) -> None:
    """Download ahead, with checked sums: mnist, inception, or both. Goes on where it was stopped."""
    where = folder or data.cache_folder()
    sources = {"mnist": data.fetch_mnist, "inception": data.fetch_inception}
    try:
        for name in what or sources:
            sources[name](where)
    except data.DataError as error:
        raise KitFault(str(error)) from None
    except KeyboardInterrupt:
        raise Interrupted("stopped; the same command goes on from there.") from None
    out.print(f"Everything is in {where}", markup=False)
