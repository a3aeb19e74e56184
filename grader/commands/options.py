"""Options shared by several commands."""

from contextlib import suppress
from pathlib import Path

import click

from grader import checks, course
from grader.cases import bank, drawing
from grader.console import KitFault, Stop, err
from grader.course import Course, CourseError, Exercise
from grader.files import write_atomically

BANKS_KEPT = 3  # per course folder, so that switching between versions of the checks redraws nothing
course_option = click.option(
    "--course", "course_folder", type=click.Path(path_type=Path), default=".", help="Course folder. [default: this one]"
)
submission_option = click.option(
    "--submission",
    "submission_folder",
    type=click.Path(path_type=Path),
    help="Folder with your modules. [default: student/ of the course]",
)
data_option = click.option(
    "--data", "data_folder", type=click.Path(path_type=Path), help="Folder with MNIST/raw and hub/checkpoints."
)
bank_option = click.option("--bank", "bank_file", type=click.Path(path_type=Path), help="Case bank to use.")
budget_option = click.option(
    "--budget", default="quick", show_default=True, help="How long networks train: quick, full or none."
)
only_option = click.option("--only", default="", metavar="ID,…", help="Use these exercises only.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Number of parallel processes."
)


def load_course(folder: Path) -> Course:
    try:
        return course.load(folder)
    except CourseError as error:
        raise Stop(str(error)) from None


def exercise_named(catalogue: Course, name: str) -> Exercise:
    try:
        return catalogue.exercise(name)
    except StopIteration:
        known = ", ".join(e.id for e in catalogue.exercises)
        raise Stop(f"{name}: no such exercise; use one of {known}.") from None


def chosen_exercises(catalogue: Course, only: str) -> tuple[str, ...]:
    known = [e.id for e in catalogue.exercises]
    chosen = tuple(name.strip() for name in only.split(",") if name.strip())
    for name in chosen:
        if name not in known:
            raise Stop(f"--only {name}: no such exercise; use {', '.join(known)}.")
    return chosen


def check_budget(catalogue: Course, name: str) -> None:
    if not catalogue.knows_budget(name):
        raise Stop(f"--budget {name}: no such budget; use {', '.join([*catalogue.budgets, 'none'])}.")


def check_writable(folder: Path) -> None:
    trial = folder / ".trial"
    try:
        write_atomically(trial, b"")
        trial.unlink()
    except OSError as error:
        raise Stop(f"--out {folder}: cannot be written to ({error.strerror}); choose another folder.") from None


def bank_of(catalogue: Course, named: Path | None) -> Path:
    """Return the named bank, or the course's own, which is drawn if necessary."""
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
        err.print("Drawing the cases of all checks (only once) …")
        try:
            drawing.draw_file(catalogue.path, file)
        except (drawing.DrawingError, OSError) as error:
            raise KitFault(f"{file}: the case bank cannot be drawn: {error}") from None
        _forget_old_banks(file.parent)
    return file


def _forget_old_banks(folder: Path) -> None:
    """Delete all but the newest banks, since each change of the checks adds one."""
    with suppress(OSError):
        for old in sorted(folder.glob("cases-*.bank"), key=lambda file: file.stat().st_mtime)[:-BANKS_KEPT]:
            old.unlink()
