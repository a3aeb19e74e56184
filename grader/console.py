"""Terminal output and exit codes of the commands."""

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

LINE_SECONDS = 30.0  # between two lines about long work
out = Console(highlight=False, soft_wrap=True, emoji=False)  # or names with colons would turn into pictures
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def prose(text: str, *, whole: bool = False, style: str | None = None) -> None:
    """Print a text; on a terminal, its lines break at words unless they are to stay whole."""
    out.print(text, markup=False, style=style, soft_wrap=whole or not out.is_terminal)


class Stop(click.ClickException):
    """Ends the command with a one-line message: bad usage or bad input."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        err.print(f"grader: {self.message}", markup=False)


class KitFault(Stop):
    """Ends the command because the kit or the machine failed."""

    exit_code = 3


class Interrupted(Stop):
    """Ends the command because the user stopped it."""

    exit_code = 130


def disk_fault(error: OSError, kept: str = "") -> KitFault:
    """Return an error that names the file, the reason and the remedy."""
    where = f"{error.filename}: " if error.filename else ""
    remedy = "Free some space" if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)) else "Fix this"
    return KitFault(f"{where}{error.strerror or error}{kept}. {remedy} and run the same command again.")


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show how far long work is; call the result for each step, with its name or "".

    On a terminal there is a bar with the elapsed time, elsewhere a line every half minute.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    begun = shown = time.monotonic()
    done = 0
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=total)

        def step(name: str) -> None:
            nonlocal done, shown
            done += 1
            bar.update(task, advance=1, description=f"{what}: {name}" if name else what)
            now = time.monotonic()
            if not err.is_terminal and now - shown > LINE_SECONDS:
                shown = now
                err.print(f"{what}: {done} of {total}, {now - begun:.0f} s")

        yield step
