"""The output of pytest for a student: what is done, wrong and next, without internals of the kit."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import support
from support import Expected, copy_course, expected, hand_in, run, solved

from grader.course import Exercise
from grader.results import CheckResult, ExerciseResult
from grader.writers import board

CONVOLUTION = "tests/exercises/test_convolution.py"
FRAMES = (
    "grader/",
    "site-packages",
    "hypothesis",
    "Falsifying",
    "Traceback",
    "pytest_pyfunc_call",
    "inner_test",
    "E   ",
)
STARTED = '''
def output_size(size, kernel, stride=1, padding=0, dilation=1):
    """Forgets that a dilated kernel is longer."""
    if size + 2 * padding < dilation * (kernel - 1) + 1:
        raise ValueError("it does not fit")
    return (size + 2 * padding - kernel) // stride + 1


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    if padding:
        raise NotImplementedError("padding")
    return x[:, :1]
'''
HANGING = "def output_size(*arguments, **options):\n    while True:\n        pass\n" + solved("convolution").replace(
    "def output_size", "def positions"
).replace("= output_size(", "= positions(")


def practise(folder: Path, *arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "pytest", *arguments, cwd=folder, **options)


@dataclass(frozen=True)
class Practised:
    done: subprocess.CompletedProcess[str]
    results: Path

    @property
    def text(self) -> str:
        return self.done.stdout

    def exercise(self, name: str) -> dict[str, Any]:
        exercises = json.loads(self.results.read_bytes())["exercises"]
        found: dict[str, Any] = next(e for e in exercises if e["id"] == name)
        return found


@pytest.fixture(scope="module")
def found(course_folder: Path) -> Expected:
    return expected(course_folder)


@pytest.fixture(scope="module")
def stubs(course_folder: Path) -> subprocess.CompletedProcess[str]:
    return practise(course_folder)


@pytest.fixture(scope="module")
def wrong(space: Path) -> Practised:
    """Run pytest on wrong functions in student/ of a copy of the course, with $CI set."""
    folder = copy_course(space / "practice")
    (folder / "student" / "convolution.py").write_text(STARTED)
    options = ("--results", "results/mine.json", "-k", "size or shape or padding or laws")
    done = practise(folder, CONVOLUTION, *options, env={"CI": "true"})
    return Practised(done, folder / "results" / "mine.json")


@pytest.fixture(scope="module")
def elsewhere(space: Path, course_folder: Path) -> Practised:
    """Run pytest on a folder outside the course, with a function that never returns."""
    folder = hand_in(space / "elsewhere", convolution=HANGING, own_notes="raise RuntimeError('imported')\n")
    file = space / "elsewhere.json"
    options = (
        "--submission",
        folder,
        "--results",
        file,
        "--budget",
        "none",
        "-k",
        "size or conv_2d or output_shape or gaussian",
    )
    return Practised(practise(course_folder, *options), file)


# Untouched stubs


def test_untouched_stubs_are_no_failure(stubs: subprocess.CompletedProcess[str]) -> None:
    assert stubs.returncode == 0, stubs.stdout
    assert "failed" not in stubs.stdout
    assert "error" not in stubs.stdout.lower()
    assert stubs.stderr == ""


def test_the_board_shows_every_exercise_as_not_started(
    stubs: subprocess.CompletedProcess[str], found: Expected
) -> None:
    for exercise in found.course.exercises:
        (line,) = [s for s in stubs.stdout.splitlines() if re.match(rf"\s+\S {exercise.id}\s", s)]
        assert "not started" in line
        assert f"0 / {exercise.points}" in line
        assert ("bonus" in line) == exercise.bonus
    for module in found.course.modules:
        assert f"\n{module}.py\n" in stubs.stdout


def test_the_board_has_the_total_and_one_next_step_with_file_and_line(
    stubs: subprocess.CompletedProcess[str], found: Expected, course_folder: Path
) -> None:
    assert f"Total: 0 of {found.total()} points" in stubs.stdout
    first = found.course.exercises[0]
    file = course_folder / "student" / f"{first.module}.py"
    (step,) = [line for line in stubs.stdout.splitlines() if line.startswith("Next: ")]
    assert step.startswith(f"Next: {first.id} ({first.title}), {file}:")
    line = file.read_text().splitlines()[int(step.rpartition(":")[2]) - 1]
    assert re.match(rf"(def|class) {first.id}\b", line)


# Wrong answers


def test_wrong_answers_fail(wrong: Practised) -> None:
    assert wrong.done.returncode == 1
    assert (wrong.exercise("output_size")["status"], wrong.exercise("conv_2d")["status"]) == ("failed", "failed")


def test_a_message_has_the_call_the_expected_and_the_actual_result(wrong: Practised) -> None:
    (shown,) = re.findall(r"^_+ output_size _+\n((?:.+\n)+)", wrong.text, re.MULTILINE)
    assert "\nwrong value\n" in shown
    numbers = re.search(r"output_size\(\d+, \d+, dilation=\d+\)\nexpected: (\d+)\ngot:      (\d+)\n", shown)
    assert numbers is not None, shown
    assert int(numbers[1]) < int(numbers[2])
    assert shown.endswith("For a hint: grader hint output_size\n")


def test_each_exercise_is_told_once_with_the_name_of_the_mistake(wrong: Practised) -> None:
    assert re.findall(r"^_+ (\w+) _+$", wrong.text, re.MULTILINE)[:2] == ["output_size", "conv_2d"]
    assert wrong.exercise("output_size")["diagnosis"] == "dilation-ignored"
    assert "The dilation has no effect" in wrong.text


def test_no_frame_of_the_kit_and_nothing_of_hypothesis_is_shown(wrong: Practised, elsewhere: Practised) -> None:
    for practised in (wrong, elsewhere):
        for word in FRAMES:
            assert word not in practised.text, word
        assert practised.done.stderr == ""


def test_a_function_that_is_not_implemented_for_some_inputs_is_a_failure_with_the_students_line(
    wrong: Practised,
) -> None:
    checks = {c["id"]: c for c in wrong.exercise("conv_2d")["checks"]}
    output = checks["test_values_with_padding"]
    assert output["status"] == "error"
    assert "your code raised NotImplementedError: padding\n  convolution.py, line 11, in conv_2d" in output["message"]
    assert 'raise NotImplementedError("padding")' in output["message"]
    assert output["title"] in wrong.text


def test_what_is_right_is_counted_and_what_is_wrong_is_the_next_step(wrong: Practised) -> None:
    exercise = wrong.exercise("output_size")
    checks = {c["id"]: c["status"] for c in exercise["checks"]}
    assert checks["test_size_with_dilation"] == "failed"
    assert checks["test_size_with_stride"] == checks["test_size_with_padding"] == "passed"
    line = f"✗ output_size +{exercise['score']} / {exercise['max_score']} +wrong"
    assert re.search(line, wrong.text), wrong.text
    assert re.search(r"Next: output_size \(.*\), .*/student/convolution.py:2\b", wrong.text)


# Another folder


def test_a_folder_outside_the_course_is_judged_by_the_checks_of_the_course(elsewhere: Practised) -> None:
    assert elsewhere.done.returncode == 1
    exercise = elsewhere.exercise("conv_2d")
    assert (exercise["status"], exercise["score"]) == ("passed", exercise["max_score"])
    assert json.loads(elsewhere.results.read_bytes())["submission"] == "elsewhere"


def test_a_function_that_never_returns_times_out(elsewhere: Practised) -> None:
    exercise = elsewhere.exercise("output_size")
    assert (exercise["status"], exercise["score"]) == ("timeout", 0)
    assert re.search(r"no result within \d+ seconds; is there an infinite loop\?", exercise["message"])
    assert "takes too long" in elsewhere.text


def test_a_module_that_is_not_there_is_missing(elsewhere: Practised) -> None:
    exercise = elsewhere.exercise("gaussian")
    assert (exercise["status"], exercise["message"]) == ("missing", "filters.py is missing")


# The bank


def test_a_replay_of_the_bank_gives_the_same_verdicts_as_drawing_live(
    wrong: Practised, bank_file: Path, tmp_path: Path
) -> None:
    folder = wrong.results.parents[1]
    again = practise(
        folder, CONVOLUTION, "--results", tmp_path / "again.json", "--bank", bank_file,
        "-k", "size or shape or padding or laws",
    )  # fmt: skip
    assert again.returncode == 1
    live, replayed = (json.loads(file.read_bytes()) for file in (wrong.results, tmp_path / "again.json"))
    verdicts = [
        [(c["id"], c["status"] == "passed", c["score"]) for e in report["exercises"] for c in e["checks"]]
        for report in (live, replayed)
    ]
    assert verdicts[0] == verdicts[1]


# Wrong options


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--submission", "nowhere"], "nowhere: no such folder; name the folder with your modules."),
        (["--bank", "course.toml"], "course.toml: not a case bank; draw one with: grader bank"),
        (["--bank", "nothing.bank"], "nothing.bank: cannot be read"),
        (["--budget", "huge"], "huge"),
        (["--data", "nowhere", "--submission", "reference", "-k", "mnist"], "--data nowhere: not a folder"),
        (["--results", "course.toml/results.json", "-k", "gaussian"], "course.toml/results.json"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_wrong_option_is_reported_in_one_line(options: list[str], words: str, course_folder: Path) -> None:
    done = practise(course_folder, *options)
    output = done.stdout + done.stderr
    assert done.returncode == 4, output
    assert words in output
    for word in ("Traceback", "INTERNALERROR", "grader/", "practice.py"):
        assert word not in output


def test_an_interrupt_ends_pytest_and_not_only_the_call_that_hangs(course_folder: Path, tmp_path: Path) -> None:
    source = "import pathlib\n" + HANGING.replace(
        "while True:", f"pathlib.Path({str(tmp_path / 'called')!r}).touch()\n    while True:"
    )
    folder = hand_in(tmp_path / "hanging", convolution=source)
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", CONVOLUTION, "--submission", folder],
        cwd=course_folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    support.settle((tmp_path / "called").exists, 60)
    os.killpg(process.pid, signal.SIGINT)
    output = process.communicate(timeout=120)[0]
    assert process.returncode == pytest.ExitCode.INTERRUPTED, output
    assert "failed" not in output.splitlines()[-1]


# The board


def standing(exercise: Exercise, status: str, score: int = 0) -> ExerciseResult:
    check = CheckResult("test_it", "It", status, score, exercise.points)  # type: ignore[arg-type]
    return ExerciseResult(
        exercise.id, exercise.title, exercise.module, status, score, exercise.points, (check,), bonus=exercise.bonus  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_next_step_is_the_first_exercise_that_needs_nothing_undone(found: Expected) -> None:
    course = found.course
    needy = next(e for e in course.exercises if e.requires)
    before = [course.exercise(name) for name in needy.requires]
    undone = [standing(needy, "failed"), *(standing(e, "failed") for e in before)]
    assert board.next_step(course, undone) == before[0]
    assert board.next_step(course, [standing(needy, "failed"), *(standing(e, "passed") for e in before)]) == needy
    assert board.next_step(course, [standing(e, "passed") for e in course.exercises]) is None


def test_every_status_has_its_word_on_the_board(found: Expected) -> None:
    course = found.course
    for status, (symbol, word, _) in board.LOOKS.items():
        lines = [line for line, _ in board.lines(course, [standing(course.exercises[0], status)])]
        assert symbol in lines[1]
        assert lines[1].rstrip().endswith(word)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def f(): pass\n", 1),
        ("\n\nclass f:\n    pass\n", 3),
        ("async def f(): pass", 1),
        ("def f(): 1\ndef f(): 2\n", 2),
        ("def ff(): pass\n", None),
        ("    def f(): pass\n", None),
        ("", None),
        ("\r\ndef f(): pass\r\n", 2),
    ],
)
def test_the_line_of_a_function_is_found_without_running_it(source: str, line: int | None) -> None:
    assert board.line_of(source, "f") == line
