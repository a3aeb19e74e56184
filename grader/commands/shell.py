"""What the commands share: how they end, how they speak, and what their options mean."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from grader import checks, course
from grader.cases import bank
from grader.course import Course, CourseError

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
BANKS_KEPT = 3  # in a course folder, so that who goes back and forth between two sets of checks need not wait
course_option = click.option(
    "--course", "course_folder", type=click.Path(path_type=Path), default=".", help="Course folder. [default: this one]"
)
data_option = click.option(
    "--data", "data_folder", type=click.Path(path_type=Path), help="Folder with MNIST/raw and hub/checkpoints."
)
bank_option = click.option("--bank", "bank_file", type=click.Path(path_type=Path), help="Case bank to judge by.")
budget_option = click.option(
    "--budget", default="quick", show_default=True, help="How long networks train: quick, full or none."
)
only_option = click.option("--only", default="", metavar="ID,…", help="These exercises only.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes work at a time."
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


class Commands(click.Group):
    """Ends every command with one line, also where the disk is full or its user stops it."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except OSError as error:
            raise disk_fault(error) from None
        except KeyboardInterrupt:
            raise Interrupted("stopped.") from None


def disk_fault(error: OSError, kept: str = "") -> KitFault:
    """Say which file could not be read or written, why, and what to do."""
    where = f"{error.filename}: " if error.filename else ""
    remedy = "Make room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "Put that right"
    return KitFault(f"{where}{error.strerror or error}{kept}. {remedy} and run the same command again.")


def load_course(folder: Path) -> Course:
    try:
        return course.load(folder)
    except CourseError as error:
        raise Stop(str(error)) from None


def chosen_exercises(catalogue: Course, only: str) -> tuple[str, ...]:
    known = [e.id for e in catalogue.exercises]
    chosen = tuple(name.strip() for name in only.split(",") if name.strip())
    for name in chosen:
        if name not in known:
            raise Stop(f"--only {name}: there is no such exercise; use some of {', '.join(known)}.")
    return chosen


def check_budget(catalogue: Course, name: str) -> None:
    if name != "none" and name not in catalogue.budgets:
        raise Stop(f"--budget {name}: there is no such budget; use {', '.join([*catalogue.budgets, 'none'])}.")


def check_writable(folder: Path) -> None:
    from grader.results import write_atomically  # noqa: PLC0415

    trial = folder / ".trial"
    try:
        write_atomically(trial, b"")
        trial.unlink()
    except OSError as error:
        raise Stop(f"--out {folder}: cannot be written to ({error.strerror}); choose another folder.") from None


def bank_of(catalogue: Course, named: Path | None) -> Path:
    """Return the bank to judge by: the named one, or the course's own, drawn now if need be."""
    from grader.cases import drawing  # noqa: PLC0415

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
        _forget_old_banks(file.parent)
    return file


def _forget_old_banks(folder: Path) -> None:
    """Keep the newest banks alone: each change of the checks leaves one behind."""
    with suppress(OSError):
        for old in sorted(folder.glob("cases-*.bank"), key=lambda file: file.stat().st_mtime)[:-BANKS_KEPT]:
            old.unlink()


def progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
