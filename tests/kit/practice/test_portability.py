"""Practice works without features of Linux, and NumPy exercises without torch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, hand_in, run, solved

# Loaded before anything else, in every process: the kit's own code finds neither POSIX modules nor /proc, nobody finds
# fork, and processes are started as on macOS and Windows. sys.platform says so too, but only to the kit: the libraries
# are those of this system.
ELSEWHERE = """
import builtins, io, multiprocessing, os, sys

for name in ("fork", "forkpty", "sched_getaffinity", "memfd_create", "pidfd_open"):
    vars(os).pop(name, None)
ABSENT = {"fcntl", "resource", "grp", "pwd", "termios"}
_import, _open, _io_open = builtins.__import__, builtins.open, io.open


def _ours(depth):
    return sys._getframe(depth + 1).f_globals.get("__name__", "").startswith("grader")


def _without(name, *rest, **more):
    if name.partition(".")[0] in ABSENT and _ours(1):
        raise ModuleNotFoundError(f"No module named {name!r}, as on another system")
    return _import(name, *rest, **more)


def _without_proc(opened):
    def open(file, *rest, **more):
        if str(file).startswith("/proc/") and (_ours(1) or _ours(2) or _ours(3)):
            raise FileNotFoundError(2, "there is no /proc, as on another system", str(file))
        return opened(file, *rest, **more)

    return open


class Platform(str):
    def __eq__(self, other):
        return other == "darwin" if _ours(1) else str.__eq__(self, other)

    def __ne__(self, other):
        return other != "darwin" if _ours(1) else str.__ne__(self, other)

    __hash__ = str.__hash__


builtins.__import__ = _without
builtins.open, io.open = _without_proc(_open), _without_proc(_io_open)
sys.platform = Platform(sys.platform)
multiprocessing.set_start_method("spawn")
"""
TORCH_FREE = """
import sys
from pathlib import Path
from grader import checks, course
from grader.practice.session import Session

catalogue = course.load(Path())
session = Session(catalogue, Path({folder!r}), budget="none")
for name in {names!r}:
    for check in checks.load(catalogue):
        if check.exercise == name and not check.plain:
            print(name, session.judge(check, None)[0].status)
session.close()
print("torch" in sys.modules)
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return environment variables with which Python lacks the features of Linux."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "sitecustomize.py").write_text(ELSEWHERE)
    paths = [str(folder), os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


@pytest.fixture(scope="module")
def folder(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a submission with one right and one wrong exercise."""
    return hand_in(
        tmp_path_factory.mktemp("elsewhere") / "ada",
        sums="def double(n):\n    return 2 * n + 1\n",
        more="def triple(n):\n    return 3 * n\n",
    )


def kit(*arguments: object, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", *arguments, cwd=cwd, env=dict(env))


def test_what_is_taken_away_is_gone(elsewhere: dict[str, str], tmp_path: Path) -> None:
    code = "import os, sys; print(hasattr(os, 'fork'), sys.platform); import grader.sandbox.lock"
    done = run(sys.executable, "-c", code, cwd=tmp_path, env=dict(elsewhere))
    assert done.stdout.split()[0] == "False"
    assert "No module named 'resource', as on another system" in done.stderr


def test_pytest_runs_the_exercises(elsewhere: dict[str, str], tiny_folder: Path, folder: Path) -> None:
    done = kit("pytest", "--submission", folder, cwd=tiny_folder, env=elsewhere)
    assert "expected: 0" in done.stdout, done.stdout + done.stderr
    assert "Total: 2 of 6 points" in done.stdout


def test_show_draws_the_cases_and_prints_the_failing_one(
    elsewhere: dict[str, str], tiny_folder: Path, folder: Path
) -> None:
    shutil.rmtree(tiny_folder / ".convkit" / "bank", ignore_errors=True)
    done = kit("grader.cli", "show", "double", "--submission", folder, cwd=tiny_folder, env=elsewhere)
    assert "Drawing cases" in done.stderr, done.stderr
    assert "from student.sums import double" in done.stdout, done.stdout + done.stderr


def test_hints_and_the_notebook_are_written(elsewhere: dict[str, str], tiny_folder: Path, tmp_path: Path) -> None:
    hint = kit("grader.cli", "hint", "double", cwd=tiny_folder, env=elsewhere)
    assert hint.stdout.startswith("Hint 1 of 2"), hint.stderr
    written = kit("grader.cli", "notebook", tmp_path / "tiny.ipynb", cwd=tiny_folder, env=elsewhere)
    assert (tmp_path / "tiny.ipynb").exists(), written.stderr


def test_a_cell_is_checked(elsewhere: dict[str, str], tiny_folder: Path) -> None:
    code = "from grader import check\ndef double(n): return n + n\nprint(check(double))"
    done = run(sys.executable, "-c", code, cwd=tiny_folder, env=dict(elsewhere))
    assert "4 of 4 points" in done.stdout, done.stdout + done.stderr


def test_grading_reports_in_one_line_that_it_requires_linux(
    elsewhere: dict[str, str], tiny_folder: Path, folder: Path, tmp_path: Path
) -> None:
    for arguments in (["grade", folder, "--out", tmp_path / "out"], ["doctor"]):
        done = kit("grader.cli", *arguments, cwd=tiny_folder, env=elsewhere)
        assert done.returncode == 2
        assert done.stderr.startswith("grader: grading requires Linux"), done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert "grader watch" in done.stderr


def test_numpy_exercises_import_no_torch(course_folder: Path, tmp_path: Path) -> None:
    ada = hand_in(tmp_path / "ada", images=solved("images"), filters=solved("filters"))
    names = ("to_gray", "crop", "standardize", "identity", "box_blur", "gaussian", "gabor", "sweep")
    code = TORCH_FREE.format(folder=str(ada), names=names)
    done = run(sys.executable, "-c", code, cwd=course_folder)
    *lines, torch_is_there = done.stdout.split("\n")[:-1]
    assert {line.split()[1] for line in lines} == {"passed"}, done.stdout + done.stderr
    assert torch_is_there == "False"


def test_a_course_of_numpy_exercises_grades_without_torch(isolated: str, tiny_folder: Path, tmp_path: Path) -> None:
    """A worker of a course that does not name torch never imports it."""
    spy = "import sys\ndef double(n):\n    raise LookupError('torch is ' + str('torch' in sys.modules))\n"
    ada = hand_in(tmp_path / "in" / "ada", sums=spy)
    done = run(Path(sys.executable).with_name("grader"), "grade", ada, "--out", tmp_path / "out", cwd=tiny_folder)
    assert "torch is False" in (tmp_path / "out" / "ada" / "results.json").read_text(), done.stderr


def test_the_kit_names_no_module_of_linux_alone_outside_the_sandbox() -> None:
    for file in sorted((ROOT / "grader").rglob("*.py")):
        if file.parent.name in ("sandbox", "judging"):
            continue
        text = file.read_text(encoding="utf-8")
        for name in ("import fcntl", "import resource\n", "os.fork()", "memfd_create", "sched_getaffinity"):
            assert name not in text, f"{file}: {name}"
