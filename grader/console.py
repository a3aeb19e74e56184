"""How the commands speak, and how they end."""

import errno

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class Stop(click.ClickException):
    """End the command with one line: bad usage, or bad input."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        err.print(f"grader: {self.message}", markup=False)


class KitFault(Stop):
    """End the command because of the kit or the machine, not because of what was asked."""

    exit_code = 3


class Interrupted(Stop):
    """End the command because its user stopped it."""

    exit_code = 130


def disk_fault(error: OSError, kept: str = "") -> KitFault:
    """Say which file could not be read or written, why, and what to do."""
    where = f"{error.filename}: " if error.filename else ""
    remedy = "Make room" if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)) else "Put that right"
    return KitFault(f"{where}{error.strerror or error}{kept}. {remedy} and run the same command again.")


def progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
