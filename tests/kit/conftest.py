"""Fixtures of the kit's tests: copies of the course, a bank, the available isolation levels."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import installed as installation
import pytest
import support
from filelock import FileLock
from installed import Installed
from support import Grader, run

from grader import course
from grader.cases import bank, drawing
from grader.cases.bank import Bank
from grader.cases.keys import Keys

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MISSING_ISOLATION = re.compile(r"has no Landlock|isolation")


def pytest_configure(config: pytest.Config) -> None:
    # A shell ignores Ctrl-C for background jobs, and every command under test would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "slow: takes longer than a few seconds; leave it out with -m 'not slow'")


# Tests with these fixtures grade, draw cases or start zygotes; tests in these modules do so themselves, or try
# thousands of inputs.
SLOW_FIXTURES = {"installed", "grader", "doctor", "isolated", "require", "bank_file", "loaded_bank", "released"}
SLOW_MODULES = {
    *("test_docs", "test_fuzz", "test_gallery", "test_lock", "test_notebook", "test_plugin", "test_portability"),
    *(
        "test_attacks",
        "test_submission",
        "test_audit",
        "test_degenerate",
        "test_watch",
        "test_inception",
        "test_skips",
        "test_data",
        "test_page_in_browser",
        "test_report_in_browser",
    ),
}


# These take longest; if several processes share the files, they begin with them.
LONGEST = ("test_parity", "test_attacks", "test_hostile", "test_audit", "test_grading", "test_docs", "test_commands")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, and mark as slow what `make check` leaves out."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & SLOW_FIXTURES or item.path.stem in SLOW_MODULES:
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """If isolation is required, fail tests that would be skipped for lack of it."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    if report.skipped and os.environ.get("CONVKIT_REQUIRE_ISOLATION") == "1" and MISSING_ISOLATION.search(reason):
        report.outcome = "failed"
        report.longrepr = f"CONVKIT_REQUIRE_ISOLATION is 1, but: {reason}"
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session")
def space(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for files that are created once."""
    return tmp_path_factory.mktemp("kit")


@pytest.fixture(scope="session")
def course_folder(space: Path) -> Path:
    """Return a copy of the course, so that nothing is written into this repository."""
    return support.copy_course(space / "course")


@pytest.fixture(scope="session")
def brisk_folder(space: Path) -> Path:
    """Return a copy of the course with short limits, for submissions that hang."""
    return support.copy_course(space / "brisk", brisk=True)


@pytest.fixture(scope="session")
def tiny_folder(space: Path) -> Path:
    """Return a course of two small functions."""
    return support.tiny_course(space / "tiny")


@pytest.fixture(scope="session")
def bank_file(space: Path, course_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bank of the course, which also fits the brisk course, since limits are not part of it.

    If several processes run the tests, one of them draws it for all, with what is known about mistakes: every judge
    would ask them again.
    """
    shared = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else space
    file = shared / "cases.bank"
    with FileLock(shared / "cases.lock"):
        if not file.exists():
            catalogue = course.load(course_folder)
            keys = Keys.of(catalogue)
            drawing.draw_into(catalogue, shared / "drawn", keys.exercises, knowledge=True)
            file.write_bytes(bank.to_bytes(bank.bodies_in(shared / "drawn", keys, keys.exercises)))
    return file


@pytest.fixture(scope="session")
def loaded_bank(bank_file: Path, course_folder: Path) -> Bank:
    return bank.load(bank_file, Keys.of(course.load(course_folder)))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium, or skip the test; not for the whole session, since no other event loop can run meanwhile."""
    import browsing  # Playwright is for these tests only

    with browsing.chromium() as started:
        yield started


@pytest.fixture(scope="session")
def grader(course_folder: Path) -> Grader:
    """Return a function that runs the `grader` command in the course folder."""
    return partial(run, support.GRADER, cwd=course_folder)


@pytest.fixture(scope="session")
def doctor(grader: Grader) -> subprocess.CompletedProcess[str]:
    """Return the result of `grader doctor` on this machine."""
    return grader("doctor")


@pytest.fixture(scope="session")
def require(doctor: subprocess.CompletedProcess[str]) -> Callable[[str], None]:
    """Return a function that skips the test unless an isolation level is available here."""

    def require_level(level: str) -> None:
        if not re.search(rf"^{level} .*: available$", doctor.stdout, re.MULTILINE):
            pytest.skip(f"the isolation level {level} is not available here: {doctor.stdout}{doctor.stderr}")

    return require_level


@pytest.fixture(scope="session")
def isolated(doctor: subprocess.CompletedProcess[str]) -> str:
    """Return the isolation level at which submissions are graded here; skip the test if there is none."""
    found = re.search(r"^Submissions are graded at level (R\d)\.$", doctor.stdout, re.MULTILINE)
    if not found:
        pytest.skip(f"no isolation level is available here: {doctor.stdout}{doctor.stderr}")
    return found[1]


@pytest.fixture(scope="session")
def installed(space: Path) -> Installed:
    """Return an environment with the kit installed from a wheel, without torch."""
    return installation.install(space / "installed")
