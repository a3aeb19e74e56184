"""List the scores that changed between two grading runs."""

from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from grader.console import Stop, out
from grader.text import one_line
from grader.writers import changes


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def diff(old: Path, new: Path) -> None:
    """List the scores that changed between the results in OLD and in NEW."""
    found = []
    for folder in (old, new):
        found.append(changes.reports_in(folder))
        if not found[-1]:
            raise Stop(f"{folder}: contains no results; name the --out folder of a grader grade run.")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("submission", "exercise", "before", "after"):
        table.add_column(title, overflow="fold")
    listed = list(changes.changes(*found))
    for change in listed:
        table.add_row(*(Text(one_line(part)) for part in (change.submission, change.what, change.before, change.after)))
    if listed:
        out.print(table)
    people = len({change.submission for change in listed})
    out.print(f"{people} of {len(found[0].keys() | found[1].keys())} submissions have changed scores.")
