"""Make one folder for each student of what a learning platform hands out."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from grader import roster
from grader.collecting.placing import placed
from grader.collecting.recognition import PLATFORMS, recognised
from grader.collecting.source import SourceError, Unplaced, read
from grader.collecting.writing import OccupiedError, Written, write
from grader.console import Stop, err, out
from grader.roster import RosterError, Student
from grader.text import one_line


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--out", "out_folder", type=click.Path(path_type=Path), required=True, help="Folder for the submissions.")
@click.option("--platform", type=click.Choice(list(PLATFORMS)), help="What SOURCE is from. [default: recognised]")
@click.option("--roster", "roster_file", type=click.Path(path_type=Path), help="A roster.csv; its ids decide.")
@click.option("--timezone", default="", metavar="NAME", help="Where times without a zone are. [default: here]")
@click.option("--replace", is_flag=True, help="Replace submissions that are there with other content.")
def collect(
    source: Path, out_folder: Path, platform: str | None, roster_file: Path | None, timezone: str, replace: bool
) -> None:
    """Make one folder for each student of SOURCE, a zip or a folder as a learning platform hands it out."""
    if source.resolve() in (out_folder.resolve(), *out_folder.resolve().parents):
        raise Stop(f"--out {out_folder}: inside of {source}, which is read; name a folder elsewhere.")
    try:
        known = _known(roster_file)
        listed, unsafe = read(source, known, _zone(timezone))
        name, reading = recognised(listed, platform or "")
        submissions, unplaced = placed(reading, known)
        written = write(out_folder, submissions, replace=replace)
    except (SourceError, RosterError) as error:
        raise Stop(str(error)) from None
    except OccupiedError as error:
        raise Stop(
            f"{out_folder}: {_few(error.names)} there with other content; nothing was written. Pass --replace to "
            "replace them, or name another folder with --out."
        ) from None
    _print(name, written, out_folder, [*unsafe, *unplaced, *written.unread])


def _known(file: Path | None) -> dict[str, Student]:
    """Return the students of a roster by id."""
    return {s.id: s for s in roster.read(file).values() if s.id} if file else {}


def _zone(name: str) -> tzinfo:
    try:
        here = datetime.now().astimezone().tzinfo
        assert here is not None  # noqa: S101  narrows the type
        return ZoneInfo(name) if name else here
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Stop(f"--timezone {one_line(name)}: no such time zone; use a name such as Europe/Berlin.") from None


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(map(one_line, names[:5])) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return f"{shown} {'is' if len(names) == 1 else 'are'}"


def _print(platform: str, written: Written, out_folder: Path, unplaced: Sequence[Unplaced]) -> None:
    for one in unplaced:
        err.print(f"Not collected: {one_line(one.name, 200)}: {one_line(one.reason, 200)}", markup=False)
    if written.replaced:
        out.print(f"Replaced: {', '.join(written.replaced)}.", markup=False)
    count = len(written.new) + len(written.replaced) + len(written.unchanged)
    parts = f"{len(written.new)} new, {len(written.replaced)} replaced, {len(written.unchanged)} unchanged"
    left = f"; {len(unplaced)} file{'s' * (len(unplaced) != 1)} not collected" if unplaced else ""
    out.print(f"Collected {count} submission{'s' * (count != 1)} ({platform}): {parts}{left}.", markup=False)
    out.print(f"Submissions: {out_folder / '<name>'}, {out_folder / roster.FILE}", markup=False)
