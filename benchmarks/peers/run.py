"""Compare this kit with its peers: how long each takes for the same submissions, and which submissions fool it.

    python benchmarks/peers/run.py [--rounds N] [--only convkit,pytest,…] [--work FOLDER]

Prints a Markdown table. README.md says what is compared, and how.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path

import click
from forms import HERE, POINTS, TOOLS, Course, Points, Tool

FULL = 5 * POINTS
HONEST = {"right": 10, "wrong_values": 6, "wrong_shape": 6, "raising": 6, "unfinished": 4, "odd": 10}
ATTACKS = {"patched": 2, "exit_at_import": 0, "exit_in_call": 8, "loop": 8}  # what their right functions earn
Fresh = Callable[["Row", float], Course]
LIMIT = 600.0  # seconds for the honest submissions
HEAD = (
    "| tool | seconds, cold | seconds in a batch | right about honest ones "
    "| patched comparisons | `os._exit(0)` | endless loop |\n|---|---|---|---|---|---|---|"
)


@dataclass
class Row:
    """What is known about a tool: a reason why it does not run, or times and the points that it gave."""

    tool: Tool
    programs: Path
    trouble: str = ""
    cold: list[float] = field(default_factory=list)
    batch: list[float] = field(default_factory=list)
    honest: Points = field(default_factory=dict)
    attacks: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        if self.trouble:
            return f"| {self.tool.title} | {self.trouble} |" + " – |" * 5
        right = sum(self.honest[name] == earned for name, earned in HONEST.items())
        leaving, calling = self.attacks["exit_at_import"], self.attacks["exit_in_call"]
        cells = [
            self.tool.title,
            f"{statistics.median(self.cold):.2f}",
            f"{statistics.median(self.batch):.2f}",
            f"{right} of {len(HONEST)}",
            self.attacks["patched"],
            leaving if leaving == calling else f"at import: {leaving}; in a call: {calling}",
            self.attacks["loop"],
        ]
        return "| " + " | ".join(cells) + " |"


def environment(tool: Tool, work: Path) -> tuple[Path, str]:
    """Make the tool's environment, unless it is there; return the folder of its programs, and what went wrong."""
    if tool.name == "convkit":
        return Path(sys.executable).parent, ""
    folder = work / "environments" / tool.name
    programs, done = folder / "bin", folder / "installed"
    if not done.exists():
        print(f"Installing {tool.title} …", file=sys.stderr, flush=True)
        pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pip += ["-r", HERE / "requirements" / f"{tool.name}.txt"]
        with (work / f"install-{tool.name}.log").open("w") as log:
            for command in ([sys.executable, "-m", "venv", "--clear", folder], pip):
                if subprocess.run(command, stdout=log, stderr=log, check=False).returncode:
                    return programs, "pip cannot install it here; `--work` keeps the log"
        done.touch()
    return programs, ""


def verdict(name: str, points: float | None, ended: bool) -> str:
    """Say in few words what a submission that attacks got."""
    earned = ATTACKS[name]
    if points is None:
        return "no report" if ended else "hangs"
    if points == earned:
        return f"{points:g} points, right"
    if points > earned:
        return "full marks" if points == FULL else f"{points:g} points, earned {earned}"
    return f"{points:g} points, earned {earned}"


def time_honest(row: Row, fresh: Fresh) -> None:
    """Grade the right submission alone, then all honest ones."""
    course = fresh(row, LIMIT)
    row.tool.run(course, ["right"])
    row.cold.append(course.seconds)
    course = fresh(row, LIMIT)
    row.honest = row.tool.run(course, list(HONEST))
    row.batch.append(course.seconds / len(HONEST))


def attack(row: Row, name: str, course: Course) -> None:
    """Grade a submission that attacks and a right one after it, and say what they got."""
    points = row.tool.run(course, [name, "right"])
    others = "" if points["right"] == FULL else "; the next one not graded"
    row.attacks[name] = verdict(name, points[name], course.ended) + others


def versions() -> str:
    pinned = {}
    for tool in TOOLS[1:]:
        for line in (HERE / "requirements" / f"{tool.name}.txt").read_text().splitlines():
            if "==" in line:
                name, _, number = line.partition("==")
                pinned[name.partition("[")[0]] = number
    return f"convkit {version('convkit')}, " + ", ".join(f"{name} {number}" for name, number in sorted(pinned.items()))


@click.command()
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1), help="Times are medians of so many.")
@click.option("--only", default=",".join(tool.name for tool in TOOLS), metavar="NAME,…", help="Use these tools only.")
@click.option("--limit", default=60.0, show_default=True, help="Seconds for each submission that attacks.")
@click.option("--work", type=click.Path(path_type=Path), help="Keep environments and outputs here, and use them again.")
def main(rounds: int, only: str, limit: float, work: Path | None) -> None:
    """Compare this kit with its peers."""
    chosen = only.split(",")
    if unknown := set(chosen) - {tool.name for tool in TOOLS}:
        raise click.BadParameter(f"{', '.join(sorted(unknown))}; known are {', '.join(tool.name for tool in TOOLS)}")
    with tempfile.TemporaryDirectory(prefix="peers-") as temporary:
        place = (work or Path(temporary)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o755)  # a tool may run submissions by another account
        with tempfile.TemporaryDirectory(prefix="courses-", dir=place) as courses:
            Path(courses).chmod(0o755)
            print_table([tool for tool in TOOLS if tool.name in chosen], rounds, limit, place, Path(courses))


def print_table(tools: list[Tool], rounds: int, limit: float, work: Path, courses: Path) -> None:
    numbers = count()

    def fresh(row: Row, seconds: float) -> Course:
        folder = courses / f"{row.tool.name}-{next(numbers)}"
        return Course(folder, row.programs, seconds, work / f"output-{row.tool.name}.log")

    rows = [Row(tool, *environment(tool, work)) for tool in tools]
    running = [row for row in rows if not row.trouble]
    for number in range(rounds):  # in turn, so that another load of the machine is spread over all
        for row in running:
            print(f"Round {number + 1} of {rounds}: {row.tool.title} …", file=sys.stderr, flush=True)
            time_honest(row, fresh)
    for row in running:
        for name in ATTACKS:
            print(f"{row.tool.title}: {name} …", file=sys.stderr, flush=True)
            attack(row, name, fresh(row, limit))
    print(HEAD, *(row.text() for row in rows), sep="\n")
    machine = f"{platform.machine()} with {os.cpu_count()} processors, Python {platform.python_version()}"
    print(f"\n{datetime.now(UTC):%Y-%m-%d}, {machine}, medians of {rounds}. {versions()}.")


if __name__ == "__main__":
    main()
