"""Options shared by several commands."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from grader.cases import bank, drawing
from grader.cases.keys import Keys
from grader.console import KitFault, Stop, err, progress
from grader.course import Course, Exercise
from grader.files import write_atomically
from grader.sandbox.levels import IsolationLevel
from grader.text import path_line

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
    "--jobs", type=click.IntRange(1, 256), help="Number of parallel processes. [default: one for each processor]"
)


weak_option = click.option("--allow-weak-isolation", is_flag=True, help="Go on even if submissions cannot be isolated.")


def isolation_levels(allow_weak: bool, wanted: str | None = None) -> tuple[IsolationLevel, ...]:
    """Return the isolation levels to try, best first."""
    candidates = [IsolationLevel(wanted)] if wanted else [IsolationLevel.R1, IsolationLevel.R2]
    if allow_weak and IsolationLevel.R3 not in candidates:
        candidates.append(IsolationLevel.R3)
    if not allow_weak and IsolationLevel.R3 in candidates:
        raise Stop("--isolation R3: requires --allow-weak-isolation, which marks every result.")
    return tuple(candidates)


def no_results(folder: Path) -> Stop:
    return Stop(f"{folder}: contains no results; name the --out folder of a grader grade run.")


def by_folder(submissions: Sequence[Path], clash: str) -> dict[str, Path]:
    """Return submissions by the names that their folders have among results.

    Raises Stop if one does not exist, or if two have the same name, with what `clash` says about it.
    """
    from grader.grading.batch import folder_name  # noqa: PLC0415  only Linux can import these
    from grader.intake.submission import submission_name  # noqa: PLC0415

    found: dict[str, Path] = {}
    for path in submissions:
        if not os.path.lexists(path):
            raise Stop(f"{path_line(path)}: no such file or folder; check the path.")
        name = folder_name(submission_name(path))
        if name in found:
            raise Stop(f"{path_line(found[name])} and {path_line(path)} {clash} {name}; rename one of them.")
        found[name] = path
    return found


def cannot_isolate(error: Exception) -> KitFault:
    return KitFault(
        f"submissions cannot be isolated here ({error}). Run grader doctor for details, or pass "
        "--allow-weak-isolation for submissions you trust; this marks every result."
    )


@contextmanager
def judging() -> Iterator[None]:
    """End the command with a message if submissions or known mistakes cannot be asked."""
    from grader.mistakes.asking import UnansweredError  # noqa: PLC0415  other commands start without these
    from grader.mistakes.naming import NamingError  # noqa: PLC0415
    from grader.resources import ResourceError  # noqa: PLC0415
    from grader.sandbox.processes import KitError, WeakIsolationError  # noqa: PLC0415  only Linux has them

    try:
        yield
    except (NamingError, ResourceError, bank.BankError) as error:
        raise Stop(str(error)) from None
    except WeakIsolationError as error:
        raise cannot_isolate(error) from None
    except (KitError, UnansweredError) as error:
        raise KitFault(f"{error}; run the same command again.") from None


def parallel(jobs: int | None, count: int, worthwhile: int) -> int:
    """Return how many processes share this many tasks: as asked for, or as many as are worth their start."""
    return min(jobs or min(os.cpu_count() or 1, -(-count // worthwhile)), max(count, 1))


def exercise_named(catalogue: Course, name: str) -> Exercise:
    try:
        return catalogue.exercise(name)
    except StopIteration:
        known, near = ", ".join(e.id for e in catalogue.exercises), catalogue.similar(name)
        meant = f"did you mean {near}? The exercises are {known}." if near else f"use {known}."
        raise Stop(f"{name}: no such exercise; {meant}") from None


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


@dataclass(frozen=True)
class BankSource:
    """A bank, and the exercises of which the course's own bank lacks the cases."""

    place: Path
    secret: str
    lacking: tuple[str, ...] = ()

    def complete(self, catalogue: Course) -> Path:
        """Draw what is lacking, and return where the bank is."""
        if self.lacking:
            with drawing_bar(len(self.lacking)) as report:
                draw(lambda: drawing.draw_into(catalogue, self.place, self.lacking, report=report), self.place)
        return self.place


def bank_source(catalogue: Course, keys: Keys, named: Path | None, chosen: Sequence[str] = ()) -> BankSource:
    """Find the named bank, or the course's own, for the chosen exercises or all."""
    exercises = chosen or keys.exercises
    if named is not None:
        try:
            return BankSource(named, bank.load(named, keys, exercises).secret)
        except bank.BankError as error:
            raise Stop(str(error)) from None
    folder = bank.own_folder(catalogue)
    if catalogue.is_release:
        try:
            drawing.require_all(keys, folder, exercises)
        except drawing.DrawingError as error:
            raise Stop(str(error)) from None
    return BankSource(folder, drawing.secret_of(drawing.SEED), bank.lacking(folder, exercises, keys))


def bank_of(catalogue: Course, named: Path | None, chosen: Sequence[str] = ()) -> Path:
    """Return the named bank, or the course's own; what it lacks of the chosen exercises, or of all, is drawn."""
    return bank_source(catalogue, Keys.of(catalogue), named, chosen).complete(catalogue)


@contextmanager
def drawing_bar(total: int) -> Iterator[drawing.Report]:
    """Show on a terminal how many of the exercises are drawn, and elsewhere a line before it begins."""
    if not err.is_terminal:
        err.print(f"Drawing the cases of {total} exercises (only once) …" if total > 1 else "Drawing cases …")
    with progress("drawing cases", total) as step:
        yield step


def draw(action: Callable[[], None], where: Path) -> None:
    try:
        action()
    except (drawing.DrawingError, bank.BankError, OSError) as error:
        raise KitFault(f"{where}: the case bank cannot be drawn: {error}") from None
