"""`grader predict` asks what small calls return, gives fitting hints, and never tells an answer."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import support
from support import GRADER, ROOT, assert_no_traceback, assert_refused

from grader import course
from grader.asking import direct
from grader.cases.bank import Bank
from grader.practice import prediction
from grader.practice.prediction import Hints, Question, Unclear
from grader.practice.progress import Progress
from grader.values import Outcome, Raised, Request, Returned, tensor, to_value


def request(name: str, *arguments: object, **options: object) -> Request:
    named = {key: to_value(item) for key, item in options.items()}
    return Request("call", name, tuple(map(to_value, arguments)), named)


def predict(folder: Path, typed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [GRADER, "predict", *(arguments or ("double",))],
        input=typed,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return support.tiny_course(tmp_path_factory.mktemp("predict") / "tiny")


def test_guesses_are_judged_and_kept(folder: Path) -> None:
    shown = predict(folder, "")  # ends at once
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.endswith("\n0 of 3 predicted. Now write double in sums.py.\n")
    first = int(re.findall(r"double\((\d+)\)", shown.stdout)[0])
    right = predict(folder, f"{2 * first + 1}\nnothing\n{2 * first}\n")
    assert "Not right.\nHint: Add.\n" in right.stdout
    assert prediction.UNCLEAR in right.stdout and "Right.\n" in right.stdout
    assert right.stdout.endswith("\n1 of 3 predicted. Now write double in sums.py.\n")
    again = predict(folder, "\n\n")
    assert f"double({first})" not in again.stdout and "2 of 2: " in again.stdout
    assert "1 of 3 predicted" in again.stdout


def test_after_three_wrong_guesses_the_next_call_is_asked(folder: Path) -> None:
    shown = predict(folder, "\n-1\n[1, 2]\n-1\n", "triple")
    numbers = [int(n) for n in re.findall(r"triple\((\d+)\)", shown.stdout)]
    hint = "your guess has the shape (2,), and the result has another one"
    assert shown.stdout.count("Not right.") == 3 and hint in shown.stdout
    assert "Leave it for now: pytest will show you." in shown.stdout and len(numbers) == 3
    assert "Hint: Add it to itself, twice." in shown.stdout
    words = re.sub(r"triple\(\d+\)|\d of \d|\[.*?\]\]?|\(2,\)", "", shown.stdout)
    assert str(3 * numbers[1]) not in words, "the answer is never told"


def test_ctrl_c_ends_in_one_line(folder: Path) -> None:
    with subprocess.Popen(
        [GRADER, "predict", "triple"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        while b"triple(" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read().decode()
        assert process.wait(60) == 130
    assert errors.strip().splitlines()[-1] == "grader: stopped."
    assert_no_traceback(errors)


def test_a_misspelt_name_and_a_course_without_a_reference_are_refused(tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "tiny")
    assert_refused(predict(folder, "", "doublee"), 2, "doublee: no such exercise; did you mean double?")
    (folder / "reference").rename(tmp_path / "hidden")
    assert_refused(predict(folder, "", "double"), 2, "reference/")


def test_pytest_offers_it_for_an_exercise_that_is_not_started(tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "tiny")
    offer = "To guess a few of its results first: grader predict double\n"
    assert offer not in _practised(folder)
    support.rewrite(folder / "course.toml", "^points = 4$", "points = 4\npredictable = true")
    assert re.search(rf"^Next: double \(.*\), .*\n{offer}", _practised(folder), re.MULTILINE)
    (folder / "student" / "sums.py").write_text(support.DOUBLE.replace("n + n", "n"))
    assert offer not in _practised(folder)


def _practised(folder: Path) -> str:
    return support.run(sys.executable, "-m", "pytest", cwd=folder).stdout


def test_progress_of_two_commands_is_merged(folder: Path) -> None:
    catalogue = course.load(folder)
    watch = Progress.load(catalogue)
    Progress.predict(catalogue, "triple", "triple(7)")
    other = Progress.load(catalogue)
    other.hints["triple"] = 2
    other.save(catalogue)
    watch.solved["double"], watch.hints["triple"] = "digest", 1
    watch.save(catalogue)
    found = Progress.load(catalogue)
    assert (found.hints["triple"], found.solved) == (2, {"double": "digest"})
    assert "triple(7)" in found.predicted["triple"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", 2),
        (" -0.5 ", -0.5),
        ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]]),
        ("(1, 2)", (1, 2)),
        ("np.array([[1., 2.]], dtype=np.float32)", [[1.0, 2.0]]),
        ("tensor([[4]])", [[4]]),
    ],
)
def test_a_guess_is_a_literal(text: str, value: object) -> None:
    assert prediction.parsed(text) == Returned(to_value(value))


def test_a_guess_may_be_an_error() -> None:
    for text in ("ValueError", "raises ValueError", 'ValueError("too small")'):
        assert prediction.parsed(text) == Raised("ValueError", (), "")


@pytest.mark.parametrize(
    "text", ["", "nothing", "__import__('os')", "'2'", "[[1, 2], [3]]", "{1: 2}", "[" * 5000, "1j"]
)
def test_other_text_is_no_guess(text: str) -> None:
    with pytest.raises(Unclear):
        prediction.parsed(text)


ONE = tensor([[1.0, 2.0]])
REFUSED = Raised("ValueError", ("ValueError", "Exception"), "")


@pytest.mark.parametrize(
    ("answer", "text", "fits"),
    [
        (Returned(2), "2", True),
        (Returned(2), "2.0", True),
        (Returned(2), "[2]", False),
        (Returned(ONE), "[[1, 2.000001]]", True),
        (Returned(ONE), "[[1, 2.001]]", False),
        (Returned(ONE), "[1, 2]", False),
        (Returned(2), "ValueError", False),
        (REFUSED, "ValueError", True),
        (REFUSED, "KeyError", False),
        (REFUSED, "2", False),
    ],
)
def test_guesses_are_compared_within_the_tolerance(answer: Outcome, text: str, fits: bool) -> None:
    assert Question("", request("f", 1), answer).fits(prediction.parsed(text)) == fits


def test_the_hint_fits_the_guess() -> None:
    catalogue = course.load(ROOT)
    exercise = catalogue.exercise("output_size")
    dilated = Question("test_size_with_dilation", request("output_size", 5, 3, dilation=2), Returned(1))
    hint = Hints(catalogue, exercise).fitting(dilated, Returned(3))
    assert hint.startswith("Your guess is what a function with this mistake returns: The dilation has no effect"), hint
    conv_2d = catalogue.exercise("conv_2d")
    asked = Question("test_values_with_stride", request("conv_2d", ONE, ONE, stride=2), Returned(ONE))
    assert Hints(catalogue, conv_2d).fitting(asked, REFUSED) == f"Hint: {conv_2d.hints_for['test_values_with_stride']}"


def test_what_the_course_offers_has_two_or_three_calls(loaded_bank: Bank) -> None:
    catalogue = course.load(ROOT)
    reference = direct.reference(ROOT, catalogue.functions, catalogue.worker.recipes)
    for exercise in (e for e in catalogue.exercises if e.predictable):
        asked = prediction.questions(loaded_bank, exercise, reference)
        assert len(asked) in (2, 3), exercise.id
        assert all("\n" not in question.call for question in asked)
    reference.close()
