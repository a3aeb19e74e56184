"""The `grader` command."""

from __future__ import annotations

import os
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from grader import bank, checks, course, data
from grader.course import Course, CourseError, Exercise
from grader.submission.rungs import Rung, Supplies

if TYPE_CHECKING:
    from grader.judging.batch import Plan
    from grader.judging.coach import Coach
    from grader.results import Report

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
course_option = click.option(
    "--course", "course_folder", type=click.Path(path_type=Path), default=".", help="Course folder. [default: this one]"
)


class Stop(click.ClickException):
    """End the command with one line: bad usage, or bad input."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        err.print(f"grader: {self.message}", markup=False)


class KitFault(Stop):
    """End the command because of the kit or the machine, not of what was asked."""

    exit_code = 3


class Interrupted(Stop):
    """End the command as its user wanted."""

    exit_code = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="convkit", prog_name="grader")
def main() -> None:
    """Judge submissions of a course of exercises, without ever running them in the judging process."""


@main.command()
@click.argument("submissions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", "out_folder", type=click.Path(path_type=Path), required=True, help="Folder for the results.")
@click.option("--only", default="", metavar="ID,…", help="Judge these exercises only.")
@click.option("--budget", default="quick", show_default=True, help="How long networks train: quick, full or none.")
@click.option(
    "--data", "data_folder", type=click.Path(path_type=Path), help="Folder with MNIST/raw and hub/checkpoints."
)
@click.option("--bank", "bank_file", type=click.Path(path_type=Path), help="Case bank to judge by.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Judges at work at the same time."
)
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
    from grader.judging import batch  # noqa: PLC0415  other commands start faster without it
    from grader.results import write_atomically  # noqa: PLC0415
    from grader.submission.isolated import WeakIsolationError  # noqa: PLC0415
    from grader.writers import gradebook, table  # noqa: PLC0415

    catalogue = load_course(course_folder)
    chosen = _chosen(catalogue, only)
    _check_budget(catalogue, budget)
    _check_paths(submissions)
    _check_writable(out_folder)
    candidates = _rungs(allow_weak_isolation, rung)
    plan = batch.Plan(
        catalogue.path, _bank_of(catalogue, bank_file), out_folder, candidates, budget, data_folder, chosen
    )
    _prepare_data(catalogue, plan)
    finished: list[batch.Graded] = []
    try:
        with _progress() as bar:
            task = bar.add_task("grading", total=len(submissions))

            def report(graded: batch.Graded) -> None:
                finished.append(graded)
                bar.advance(task)

            ordered = batch.grade_all(plan, submissions, jobs, report)
    except KeyboardInterrupt:
        raise Interrupted(
            f"stopped; {len(finished)} of {len(submissions)} submissions are graded and kept in {out_folder}; "
            "the same command goes on from there."
        ) from None
    except CourseError as error:
        raise Stop(str(error)) from None
    except WeakIsolationError as error:
        raise KitFault(
            f"submissions cannot be locked in here ({error}). Run grader doctor for details, or grade trusted people's "
            "work with --allow-weak-isolation; every result is marked then."
        ) from None
    except OSError as error:
        raise KitFault(f"{error.filename or out_folder}: {error.strerror}; what was finished is kept.") from None
    except BrokenProcessPool:
        raise KitFault(
            f"a judge's process was killed, perhaps for want of memory; {len(finished)} of {len(submissions)} "
            f"submissions are graded and kept in {out_folder}. Run the same command again, with fewer --jobs."
        ) from None
    reports = [graded.report for graded in ordered]
    write_atomically(out_folder / "gradebook.csv", gradebook.render(reports).encode())
    out.print(table.render(reports))
    for graded in ordered:
        for note in graded.notes:
            err.print(f"{graded.folder}: {note}", markup=False)
    _say_conditions(reports[0], [graded.rung for graded in ordered])
    out.print(f"Results: {out_folder / '<name>' / 'results.json'}, {out_folder / 'gradebook.csv'}", markup=False)
    if any(report.kit_errors for report in reports):
        raise KitFault("something could not be judged by fault of the kit; it left the maximum. Run it again.")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


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


def load_course(folder: Path) -> Course:
    try:
        return course.load(folder)
    except CourseError as error:
        raise Stop(str(error)) from None


def _chosen(catalogue: Course, only: str) -> tuple[str, ...]:
    known = [e.id for e in catalogue.exercises]
    chosen = tuple(name.strip() for name in only.split(",") if name.strip())
    for name in chosen:
        if name not in known:
            raise Stop(f"--only {name}: there is no such exercise; use some of {', '.join(known)}.")
    return chosen


def _check_budget(catalogue: Course, name: str) -> None:
    if name != "none" and name not in catalogue.budgets:
        raise Stop(f"--budget {name}: there is no such budget; use {', '.join([*catalogue.budgets, 'none'])}.")


def _check_paths(paths: tuple[Path, ...]) -> None:
    from grader.judging.batch import folder_name  # noqa: PLC0415
    from grader.submission.archive import submission_name  # noqa: PLC0415
    from grader.submission.wire import one_line  # noqa: PLC0415

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


def _check_writable(folder: Path) -> None:
    from grader.results import write_atomically  # noqa: PLC0415

    trial = folder / ".trial"
    try:
        write_atomically(trial, b"")
        trial.unlink()
    except OSError as error:
        raise Stop(f"--out {folder}: cannot be written to ({error.strerror}); choose another folder.") from None


def _rungs(allow_weak: bool, wanted: str | None) -> tuple[Rung, ...]:
    """Return the rungs that may be used, best first."""
    candidates = [Rung(wanted)] if wanted else [Rung.R1, Rung.R2]
    if allow_weak and Rung.R3 not in candidates:
        candidates.append(Rung.R3)
    if not allow_weak and Rung.R3 in candidates:
        raise Stop("--rung R3: is weak; add --allow-weak-isolation, and every result is marked.")
    return tuple(candidates)


def _bank_of(catalogue: Course, named: Path | None) -> Path:
    """Return the bank to judge by: the named one, or the course's own, drawn now if need be."""
    from grader.judging import drawing  # noqa: PLC0415

    origin = checks.origin(catalogue)
    if named is not None:
        try:
            bank.load(named, origin)
        except bank.BankError as error:
            raise Stop(str(error)) from None
        return named
    file = catalogue.path / ".convkit" / f"cases-{origin[:16]}.bank"
    try:
        bank.load(file, origin)
    except bank.BankError:
        err.print("Drawing the cases of all checks, once …")
        try:
            drawing.draw_file(catalogue.path, file)
        except (drawing.DrawingError, OSError) as error:
            raise KitFault(f"{file}: the case bank cannot be drawn: {error}") from None
    return file


def _prepare_data(catalogue: Course, plan: Plan) -> None:
    """Find or make images and weights once, before judges start, so that what is wrong with them is said here."""
    from grader.judging import batch, pretrained  # noqa: PLC0415

    try:
        images, weights = batch.needs(catalogue, plan)
        if images:
            data.load_images(plan.data)
        if weights:
            pretrained.find(plan.data, data.to_stderr)
    except (data.DataError, CourseError) as error:
        raise Stop(str(error)) from None


@main.command("bank")
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


@main.command()
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


@main.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def diff(old: Path, new: Path) -> None:
    """List every score that changed from the results in OLD to those in NEW."""
    from rich.table import Table  # noqa: PLC0415

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
        table.add_row(*(Text(part) for part in (change.submission, change.what, change.before, change.after)))
    if listed:
        out.print(table)
    people = len({change.submission for change in listed})
    out.print(f"{people} of {len(found[0].keys() | found[1].keys())} submissions have changed scores.")


@main.command("fetch-data")
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


submission_option = click.option(
    "--submission",
    "submission_folder",
    type=click.Path(path_type=Path),
    help="Folder with your modules. [default: student/ of the course]",
)
data_option = click.option("--data", "data_folder", type=click.Path(path_type=Path), help="Folder with MNIST/raw.")


def _exercise(catalogue: Course, name: str) -> Exercise:
    try:
        return catalogue.exercise(name)
    except StopIteration:
        known = ", ".join(e.id for e in catalogue.exercises)
        raise Stop(f"{name}: there is no such exercise; use one of {known}.") from None


@main.command()
@click.argument("exercise")
@course_option
def hint(exercise: str, course_folder: Path) -> None:
    """Print the next hint for EXERCISE; each call gives one more."""
    from grader.judging import coach  # noqa: PLC0415

    catalogue = load_course(course_folder)
    for line in coach.next_hint(catalogue, _exercise(catalogue, exercise)):
        out.print(line, markup=False)


@main.command()
@click.argument("exercise")
@submission_option
@data_option
@course_option
def show(exercise: str, submission_folder: Path | None, data_folder: Path | None, course_folder: Path) -> None:
    """Print the smallest case that EXERCISE gets wrong, as Python to paste."""
    from grader.judging.practice import PracticeError  # noqa: PLC0415

    catalogue = load_course(course_folder)
    wanted = _exercise(catalogue, exercise)
    try:
        print(_coach(catalogue, submission_folder, data_folder).show(wanted))
    except (PracticeError, data.DataError) as error:
        raise Stop(str(error)) from None


@main.command()
@submission_option
@data_option
@course_option
def watch(submission_folder: Path | None, data_folder: Path | None, course_folder: Path) -> None:
    """Judge your files each time you save one; Ctrl-C ends it."""
    from watchfiles import PythonFilter  # noqa: PLC0415
    from watchfiles import watch as changes  # noqa: PLC0415

    from grader.judging.practice import PracticeError  # noqa: PLC0415

    catalogue = load_course(course_folder)
    folder = submission_folder or catalogue.path / "student"
    looks = {"good": "green", "bad": "red", "next": "bold", "": None}
    try:
        coach = _coach(catalogue, submission_folder, data_folder)
        out.print(f"Watching {folder}: save a file and it is judged; Ctrl-C ends it.", markup=False)
        saved = changes(folder, watch_filter=PythonFilter())
        coach.rounds(saved, lambda line, look: out.print(line, style=looks[look], markup=False))
    except (PracticeError, FileNotFoundError) as error:
        raise Stop(str(error)) from None
    except KeyboardInterrupt:
        return


def _coach(catalogue: Course, submission_folder: Path | None, data_folder: Path | None) -> Coach:
    from grader.judging.coach import Coach  # noqa: PLC0415

    folder = submission_folder or catalogue.path / "student"
    return Coach(catalogue, folder, _bank_of(catalogue, None), data_folder=data_folder, budget="quick")


@main.command()
@click.option("--out", "out_folder", type=click.Path(path_type=Path), help="Folder for audit.json and audit.html.")
@click.option("--only", default="", metavar="ID,…", help="Audit these exercises only.")
@click.option("--budget", default="quick", show_default=True, help="How long networks train: quick, full or none.")
@click.option("--bank", "bank_file", type=click.Path(path_type=Path), help="Case bank to judge by.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes at the same time.")
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
    """Judge the checks: put all known mistakes and all right alternatives to them. Ends with 1 if the checks err."""
    from grader.judging.audit import Auditor  # noqa: PLC0415
    from grader.judging.audit import audit as judge_checks  # noqa: PLC0415
    from grader.results import write_atomically  # noqa: PLC0415
    from grader.writers import matrix  # noqa: PLC0415

    catalogue = load_course(course_folder)
    _check_budget(catalogue, budget)
    chosen = _chosen(catalogue, only)
    if out_folder:
        _check_writable(out_folder)
    auditor = Auditor(catalogue.path, _bank_of(catalogue, bank_file), data_folder, budget)
    try:
        with _progress() as bar:
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


@main.command()
@click.option("--submission", "submission", type=click.Path(path_type=Path), help="Your modules. [default: student/]")
@click.option("--out", "out_folder", type=click.Path(path_type=Path), default="gallery", show_default=True)
@click.option("--data", "data_folder", type=click.Path(path_type=Path), help="Folder with MNIST/raw and hub/.")
@click.option("--budget", default="quick", show_default=True, help="How long the CNN trains: quick, full or none.")
@course_option
def gallery(
    submission: Path | None, out_folder: Path, data_folder: Path | None, budget: str, course_folder: Path
) -> None:
    """Draw the tutorial's figures with your own functions, in this process, and a page of them."""
    from grader.gallery import exhibit  # noqa: PLC0415  matplotlib and torch take seconds

    catalogue = load_course(course_folder)
    folder = submission or catalogue.path / "student"
    if not folder.is_dir():
        raise Stop(f"--submission {folder}: there is no such folder; name one with your modules.")
    _check_budget(catalogue, budget)
    _check_writable(out_folder)
    with err.status("") as status:
        try:
            shown = exhibit.hang(
                catalogue,
                folder,
                out_folder,
                data=data_folder,
                budget=budget,
                log=lambda line: err.print(line, markup=False),
                begin=lambda title: status.update(f"{title} …"),
            )
        except data.DataError as error:
            raise Stop(str(error)) from None
    for line in shown.lines():
        out.print(line, markup=False)
    figures = "1 figure" if len(shown.drawn) == 1 else f"{len(shown.drawn)} figures"
    out.print(f"{figures}: {shown.page}", markup=False)
    if shown.stopped:
        raise Interrupted("stopped; what was drawn is on the page.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--solutions", is_flag=True, help="Put the reference's functions in: for instructors.")
@click.option("--force", is_flag=True, help="Overwrite FILE, whatever it holds.")
@course_option
def notebook(file: Path, solutions: bool, force: bool, course_folder: Path) -> None:
    """Write FILE (.ipynb): a notebook with the stub and the check of each exercise."""
    from grader.notebook import tutorial  # noqa: PLC0415

    catalogue = load_course(course_folder)
    try:
        written = tutorial.write(file, tutorial.render(catalogue, solutions=solutions), force=force)
    except tutorial.TutorialError as error:
        raise Stop(str(error)) from None
    out.print(f"{file}: {'written' if written else 'is as it should be'}", markup=False)
    if catalogue.path not in file.resolve().parents:
        out.print(f"Move it into {catalogue.path}, or set CONVKIT_COURSE to that folder.", markup=False)


if __name__ == "__main__":
    sys.exit(main())
