"""Grade submissions: folders or archives."""

from __future__ import annotations  # off Linux, some of these types are missing

import importlib.util
import ipaddress
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from grader import course, roster
from grader.cases import released
from grader.cases.bank import BankError
from grader.cases.keys import Keys
from grader.commands.doctor import require_linux
from grader.commands.options import (
    bank_option,
    bank_source,
    budget_option,
    by_folder,
    cannot_isolate,
    check_budget,
    check_writable,
    chosen_exercises,
    course_option,
    data_option,
    isolation_levels,
    jobs_option,
    only_option,
    parallel,
    weak_option,
)
from grader.console import Interrupted, KitFault, Stop, disk_fault, err, out, progress
from grader.course import Course, CourseError
from grader.files import remove_halves
from grader.resources import ResourceError, to_stderr
from grader.results import FILE
from grader.roster import RosterError
from grader.sandbox.levels import IsolationLevel
from grader.text import listed, path_line
from grader.writers import gradebook, table

if TYPE_CHECKING:
    from grader.grading.cluster import Cluster

if sys.platform == "linux":
    from grader.grading.batch import Graded, Plan, find_resources, folder_name
    from grader.grading.classes import Class, Closed
    from grader.grading.pool import Judges
    from grader.grading.unused import unused_modules
    from grader.intake.submission import submission_name
    from grader.sandbox.processes import KitError, WeakIsolationError


WORTHWHILE = 4  # submissions that a judge should have, since its start takes as long as some of them


@click.command()
@click.argument("submissions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", "out_folder", type=click.Path(path_type=Path), required=True, help="Folder for the results.")
@only_option
@budget_option
@data_option
@bank_option
@jobs_option
@weak_option
@click.option("--isolation", type=click.Choice(list(map(str, IsolationLevel))), help="Use this level, not the best.")
@click.option("--require", "required", default="", metavar="NAME,…", help="Stop unless these are used: mnist, trained.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Grade on the Dask cluster with this scheduler.")
@click.option("--report", "site_folder", type=click.Path(path_type=Path), help="Publish a site too; see report.")
@click.option("--insecure-scheduler", "insecure", is_flag=True, help="Allow tcp:// to another machine.")
@course_option
def grade(
    submissions: tuple[Path, ...],
    out_folder: Path,
    only: str,
    budget: str,
    data_folder: Path | None,
    bank_file: Path | None,
    jobs: int | None,
    allow_weak_isolation: bool,
    isolation: str | None,
    required: str,
    scheduler: str,
    insecure: bool,
    site_folder: Path | None,
    course_folder: Path,
) -> None:
    """Grade SUBMISSIONS, each a folder, a .zip or .tar.gz file of one, a notebook or a module.

    A roster.csv among them names the class.
    """
    catalogue = course.load(course_folder)
    require_linux()
    submissions, roster_file = _without_roster(submissions)
    chosen = chosen_exercises(catalogue, only)
    check_budget(catalogue, budget)
    by_folder(submissions, "would both be written to")
    check_writable(out_folder)
    if site_folder:
        from grader.commands.report import check_site, publish  # noqa: PLC0415  it imports much

        check_site(site_folder)
    remove_halves(out_folder)
    whole = _class(catalogue, roster_file, out_folder)
    levels = isolation_levels(allow_weak_isolation, isolation)
    if scheduler:
        _check_scheduler(scheduler, insecure)
    keys = Keys.of(catalogue)
    source = bank_source(catalogue, keys, bank_file, chosen)
    exercises = chosen or keys.exercises
    plan = Plan(
        catalogue.path, source.place, out_folder, levels, budget, data_folder, chosen, source.secret,
        keys.fixtures(exercises),
        unused_modules(catalogue, exercises, submissions),
        released.digest_of(catalogue),
    )  # fmt: skip
    _find_resources(catalogue, plan, required)
    with _faults_explained(submissions, out_folder):
        with closing(_judges(plan, parallel(jobs, len(submissions), WORTHWHILE), scheduler)) as judges:
            judges.start()  # it imports packages meanwhile
            source.complete(catalogue)
            with progress("grading", len(submissions)) as step:
                ordered = judges.grade(submissions, lambda graded: step(graded.folder))
        closed = whole.close(ordered, submissions)
    _print_results(ordered, closed)
    out.print(f"Results: {out_folder / '<name>' / 'results.json'}, {out_folder / gradebook.FILE}", markup=False)
    if site_folder:
        publish(catalogue, out_folder, site_folder)
    if any(report.kit_errors for report in closed.reports):
        raise KitFault("some exercises were not graded because of an error of the kit; run the same command again.")


@contextmanager
def _faults_explained(submissions: tuple[Path, ...], out_folder: Path) -> Iterator[None]:
    """Turn what ends a run into a message that says what is finished, and what to do."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(
            f"stopped; {_kept(submissions, out_folder)} of {len(submissions)} submissions are graded, results are in "
            f"{out_folder}; run the same command again to continue."
        ) from None
    except (CourseError, BankError) as error:
        raise Stop(str(error)) from None
    except WeakIsolationError as error:
        raise cannot_isolate(error) from None
    except OSError as error:
        raise disk_fault(error, f"; finished results are in {out_folder}") from None
    except KitError as error:
        raise KitFault(
            f"{error}; {_kept(submissions, out_folder)} of {len(submissions)} submissions are graded. "
            "Run the same command again with fewer --jobs to continue."
        ) from None


def _print_results(ordered: list[Graded], closed: Closed) -> None:
    out.print(table.render(closed.reports))
    for graded in ordered:
        for note in graded.report.notes:
            err.print(f"{graded.folder}: {note}", markup=False)
    for remark in closed.remarks:
        err.print(remark, markup=False)
    if closed.missing:
        out.print(f"No submission: {listed(closed.missing)}.", markup=False)
    _print_conditions(ordered)


def _without_roster(paths: tuple[Path, ...]) -> tuple[tuple[Path, ...], Path | None]:
    """Return the submissions, and the roster if one of the arguments is a file of that name."""
    rosters = [path for path in paths if path.name.lower() == roster.FILE and not path.is_dir()]
    if len(rosters) > 1:
        raise Stop(f"{path_line(rosters[0])} and {path_line(rosters[1])}: two rosters; name one of them.")
    submissions = tuple(path for path in paths if path not in rosters)
    if not submissions:
        raise Stop(f"{path_line(rosters[0])}: a roster, but no submission is named; name the submissions too.")
    return submissions, rosters[0] if rosters else None


def _class(catalogue: Course, roster_file: Path | None, out_folder: Path) -> Class:
    try:
        return Class.open(catalogue, roster_file, out_folder)
    except RosterError as error:
        raise Stop(str(error)) from None


def _check_scheduler(address: str, insecure: bool) -> None:
    """Refuse an address that is none, or that lets anybody who reaches the port run code."""
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise Stop(f"--scheduler {address}: no address of a scheduler; use tcp://HOST:PORT or tls://HOST:PORT.")
    if parts.scheme == "tcp" and not _is_loopback(parts.hostname) and not insecure:
        raise Stop(
            f"--scheduler {address}: not encrypted, and whoever reaches that port can run code; use tls://, or pass "
            "--insecure-scheduler in a network that you trust."
        )
    if importlib.util.find_spec("distributed") is None:
        raise Stop(f"--scheduler {address}: Dask is not installed; install convkit[dask] here and on all workers.")


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _judges(plan: Plan, jobs: int, scheduler: str) -> Judges | Cluster:
    if not scheduler:
        return Judges(plan, jobs)
    from grader.grading.cluster import Cluster  # noqa: PLC0415  Dask is an extra

    return Cluster(plan, scheduler)


def _kept(submissions: tuple[Path, ...], out_folder: Path) -> int:
    """Count the submissions whose results are in the folder."""
    return sum((out_folder / folder_name(submission_name(path)) / FILE).exists() for path in submissions)


def _print_conditions(ordered: list[Graded]) -> None:
    """Print the conditions of the run: images, weights and isolation level."""
    report, used = ordered[0].report, [graded.level for graded in ordered]
    if report.data == "digits":
        out.print("Images: scikit-learn's digits, since MNIST is not available (download it with grader fetch-data).")
    elif report.data == "mnist":
        out.print("Images: MNIST.")
    if report.weights == "random":
        out.print("Inception v3: random weights, since the trained ones are not available.")
    elif report.weights == "trained":
        out.print("Inception v3: trained weights.")
    for level in sorted({level for level in used if level}):
        style = "bold red" if level is IsolationLevel.R3 else None
        out.print(f"Isolation: {level} ({level.promise}).", style=style)
    unchanged = used.count(None)
    if unchanged:
        out.print(f"Unchanged since the last run: {unchanged}.")


def _find_resources(catalogue: Course, plan: Plan, required: str) -> None:
    """Find or make images and weights before the judges start, so that problems are reported once."""
    try:
        found = find_resources(catalogue, plan, to_stderr)
    except (ResourceError, CourseError) as error:
        raise Stop(str(error)) from None
    used = [fact for resource in found.values() for fact in resource.facts.values()]
    for name in filter(None, map(str.strip, required.split(","))):
        if name not in used:
            raise Stop(
                f"--require {name}: this run would use {', '.join(used) or 'no data'}, which changes the points that "
                "can be earned; download it with grader fetch-data, or name its folder with --data."
            )
