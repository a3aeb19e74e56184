"""Terminal output and exit codes of the commands."""

import errno

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

out = Console(highlight=False, soft_wrap=True, emoji=False)  # or names with colons would turn into pictures
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


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


def progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
