"""What the kit's tests share: copies of the course, a bank, the rungs that hold here, batches graded once."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import support
from filelock import FileLock
from support import Grader, run

from grader import checks, course
from grader.cases.bank import LoadedBank, load

MISSING_ISOLATION = re.compile(r"has no Landlock|isolation")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all-hostile", action="store_true", help="grade all hostile submissions, not a dozen of them")


def pytest_configure(config: pytest.Config) -> None:
    # Who starts the tests in the background has Ctrl-C ignored, and every command that is tested would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "slow: takes longer than a few seconds; leave it out with -m 'not slow'")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Fail, where isolation is required, what would be skipped for want of it."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    if report.skipped and os.environ.get("CONVKIT_REQUIRE_ISOLATION") == "1" and MISSING_ISOLATION.search(reason):
        report.outcome = "failed"
        report.longrepr = f"CONVKIT_REQUIRE_ISOLATION is 1, but: {reason}"
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for everything that is made once."""
    return tmp_path_factory.mktemp("kit")


@pytest.fixture(scope="session")
def course_folder(space: Path) -> Path:
    """Return a copy of the course, so that nothing is written into this repository."""
    return support.copy_course(space / "course")


@pytest.fixture(scope="session")
def brisk_folder(space: Path) -> Path:
    """Return a copy of the course with short limits, for what hangs."""
    return support.copy_course(space / "brisk", brisk=True)


@pytest.fixture(scope="session")
def tiny_folder(space: Path) -> Path:
    """Return a course of two small functions."""
    return support.tiny_course(space / "tiny")


@pytest.fixture(scope="session")
def bank_file(space: Path, course_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bank of the course; the limits are no part of it, so that it fits the brisk course too.

    Where several processes share the tests, one of them draws it for all.
    """
    shared = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else space
    file = shared / "cases.bank"
    with FileLock(shared / "cases.lock"):
        if not file.exists():
            done = run(support.GRADER, "bank", file, cwd=course_folder)
            assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="session")
def loaded_bank(bank_file: Path, course_folder: Path) -> LoadedBank:
    return load(bank_file, checks.origin(course.load(course_folder)))


@pytest.fixture(scope="session")
def grader(course_folder: Path) -> Grader:
    """Return a function that runs the `grader` command in the course folder."""
    return partial(run, support.GRADER, cwd=course_folder)


@pytest.fixture(scope="session")
def doctor(grader: Grader) -> subprocess.CompletedProcess[str]:
    """Return what `grader doctor` says of this machine."""
    return grader("doctor")


@pytest.fixture(scope="session")
def require(doctor: subprocess.CompletedProcess[str]) -> Callable[[str], None]:
    """Return a function that skips the test unless a rung of isolation holds here."""

    def require_rung(rung: str) -> None:
        if not re.search(rf"^{rung} .* holds$", doctor.stdout, re.MULTILINE):
            pytest.skip(f"the isolation of rung {rung} does not hold here: {doctor.stdout}{doctor.stderr}")

    return require_rung


@pytest.fixture(scope="session")
def isolated(doctor: subprocess.CompletedProcess[str]) -> str:
    """Return the rung by which submissions are graded here; skip without one."""
    found = re.search(r"^Submissions are graded on (R\d)\.$", doctor.stdout, re.MULTILINE)
    if not found:
        pytest.skip(f"no isolation holds here: {doctor.stdout}{doctor.stderr}")
    return found[1]
