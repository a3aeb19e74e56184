"""Build the site of a large made-up class, and open its overview and its matrix in Chromium.

Prints seconds and the peak memory of `grader report`, for a fifth of the class too: its memory must not follow the size
of the class. Pictures, messages and known mistakes are as frequent as in a class of beginners.

    python benchmarks/report.py [--students 1000]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from grader import course, evidence, results
from grader.cases.keys import Keys
from grader.checks import Check
from grader.course import Course, Exercise
from grader.evidence import bounded
from grader.files import write_atomically
from grader.plots.svg import Panel
from grader.results import CheckResult, Counterexample, ExerciseResult, Status

HERE = Path(__file__).resolve().parents[1]
STATUSES: tuple[tuple[Status, float], ...] = (("passed", 0.6), ("failed", 0.2), ("error", 0.05), ("not_started", 0.15))
LINES = 12  # of a message


def exercise(found: Exercise, checks: Sequence[Check], rng: np.random.Generator) -> ExerciseResult:
    names, shares = zip(*STATUSES, strict=True)
    status: Status = str(rng.choice(names, p=shares))  # type: ignore[assignment]  # one of them
    each = []
    for number, check in enumerate(c for c in checks if not c.plain):
        own: Status = "passed" if status == "failed" and number == 0 else status
        call = f"{found.id}(np.array({rng.integers(-9, 9, (3, 3)).tolist()}))"
        got = "\n".join(str(rng.standard_normal(5).round(3).tolist()) for _ in range(LINES))
        shown = None if own == "passed" else Counterexample(call, got, got, (number, 72, 90))
        message = "" if own == "passed" else f"wrong value\n{call}\nexpected: {got}\ngot:      {got}"
        points = check.points if own == "passed" else 0
        each.append(CheckResult(check.id, check.title, own, points, check.points, message, shown))
    summed = results.exercise_result(found.id, found.title, found.module, found.bonus, each)
    if status != "failed" or rng.random() < 0.3:
        return summed
    slug = f"mistake-{rng.integers(4)}"
    message = f"The sentence about {slug} of {found.id}.\n{summed.message}"
    return ExerciseResult(
        summed.id, summed.title, summed.module, summed.status, summed.score, summed.max_score, summed.checks,
        summed.bonus, diagnosis=slug, message=message,
    )  # fmt: skip


def panels(rng: np.random.Generator) -> tuple[Panel, ...]:
    if rng.random() < 0.7:
        small = rng.integers(-9, 9, (4, 5)).astype(float)
        return bounded([Panel("x", small), Panel("expected", small), Panel("got", small + 1, (0, 0))])
    large = rng.standard_normal((150, 225)).cumsum(axis=0)
    return bounded([Panel("image", large), Panel("expected", large), Panel("got", large + 1, (9, 9))])


def write_class(catalogue: Course, run: Path, count: int) -> None:
    checks = Keys.of(catalogue).checks
    for number in range(count):
        rng = np.random.default_rng(number)
        exercises = [exercise(e, checks[e.id], rng) for e in catalogue.exercises]
        name = f"student-{number:04}"
        marks = ["limit hit"] if number % 50 == 0 else []
        report = results.report(name, exercises, digest=name, facts={}, marks=marks)
        shown = {e.id: panels(rng) for e in exercises if e.status in ("failed", "error")}
        write_atomically(run / name / results.FILE, results.to_json(report))
        write_atomically(run / name / evidence.FILE, evidence.to_bytes(shown, name))


def build(run: Path, site: Path) -> tuple[float, int]:
    """Build a site; return the seconds and the peak memory in MB."""
    command = [Path(sys.executable).with_name("grader"), "report", run, "--out", site, "--course", HERE]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise click.ClickException("grader report failed")
    return time.perf_counter() - start, used.ru_maxrss >> 10


def opened(page: Path) -> float:
    """Return the seconds until Chromium has painted a page."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  for this measurement only

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto("about:blank")
        start = time.perf_counter()
        tab.goto(page.as_uri())
        tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seconds = time.perf_counter() - start
        browser.close()
    return seconds


@click.command()
@click.option("--students", default=1000, show_default=True)
def main(students: int) -> None:
    """Measure the report of a class."""
    catalogue = course.load(HERE)
    with tempfile.TemporaryDirectory() as folder:
        for count in (students // 5, students):
            run, site = Path(folder) / f"run-{count}", Path(folder) / f"site-{count}"
            write_class(catalogue, run, count)
            seconds, memory = build(run, site)
            size = sum(file.stat().st_size for file in site.rglob("*.html"))
            click.echo(f"{count} students: built in {seconds:.1f} s, peak {memory} MB, {size / 1e6:.0f} MB of pages")
        for name in ("index.html", "matrix.html", "mistakes.html"):
            kilobytes = (site / name).stat().st_size >> 10
            click.echo(f"{name}: {kilobytes} KB, opened in {opened(site / name):.2f} s")


if __name__ == "__main__":
    main()
