"""List the scores and messages that changed between two grading runs."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from grader.commands.options import no_results
from grader.console import out
from grader.text import one_line
from grader.writers import changes
from grader.writers.changes import Change


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def diff(old: Path, new: Path) -> None:
    """List the scores and messages that changed between the results in OLD and in NEW."""
    found = []
    for folder in (old, new):
        found.append(changes.reports_in(folder))
        if not found[-1]:
            raise no_results(folder)
    scores, messages = list(changes.changes(*found)), list(changes.messages(*found))
    count = len(found[0].keys() | found[1].keys())
    _print(scores)
    out.print(f"{_people(scores)} of {count} submissions have changed scores.")
    if messages:
        out.print("\nChanged messages, or the names of the mistakes that they begin with:")
        _print(messages)
        out.print(f"{_people(messages)} of {count} submissions have changed messages.")


def _print(listed: Sequence[Change]) -> None:
    if not listed:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("submission", "exercise", "before", "after"):
        table.add_column(title, overflow="fold")
    for change in listed:
        table.add_row(*(Text(one_line(part)) for part in (change.submission, change.what, change.before, change.after)))
    out.print(table)


def _people(listed: Sequence[Change]) -> int:
    return len({change.submission for change in listed})
