"""Hints, snippets of failing cases, and the watch over a student's files, as a student meets them."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import GRADER, Grader, assert_no_traceback, assert_refused, copy_course, run

from grader import checks, course
from grader.mistakes import loading

WRONG_GRAY = "\n\ndef to_gray(image):\n    return image[..., 0]\n"
RIGHT_GRAY = '\n\ndef to_gray(image):\n    return image.astype("float64").mean(2).astype("float32")\n'


@pytest.fixture(scope="module")
def desk(bank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the course, with its bank, in which a student has a right and a wrong function."""
    folder = copy_course(tmp_path_factory.mktemp("coach") / "course")
    (folder / ".convkit").mkdir()
    shutil.copyfile(bank_file, folder / ".convkit" / f"cases-{checks.origin(course.load(folder))[:16]}.bank")
    conv = "\n\ndef conv_2d(x, flt, stride=1, padding=0, dilation=1):\n    return x * 2\n"
    with (folder / "student" / "convolution.py").open("a") as file:
        file.write(conv)
    with (folder / "student" / "images.py").open("a") as file:
        file.write(RIGHT_GRAY)
    return folder


@pytest.fixture
def coached(desk: Path) -> Grader:
    return lambda *arguments, **options: run(GRADER, *arguments, cwd=desk, **options)


def test_each_call_gives_one_more_hint_until_the_last(coached: Grader, desk: Path) -> None:
    hints = course.load(desk).exercise("crop").hints
    for count in (*range(1, len(hints) + 1), len(hints)):
        said = coached("hint", "crop").stdout
        assert [hint in said for hint in hints] == [i < count for i in range(len(hints))]
    assert "grader show crop" in said


def test_an_unknown_exercise_is_told_with_the_known_ones(coached: Grader) -> None:
    for command in ("hint", "show"):
        assert_refused(coached(command, "conv"), 2, "conv: there is no such exercise", "conv_2d")


def test_the_failing_case_can_be_pasted_and_run(coached: Grader, desk: Path) -> None:
    shown = coached("show", "conv_2d")
    assert shown.returncode == 0, shown.stderr
    assert "# expected" in shown.stdout
    done = subprocess.run([sys.executable, "-c", shown.stdout], cwd=desk, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "tensor" in done.stdout


def test_where_nothing_fails_there_is_nothing_to_show(coached: Grader) -> None:
    assert_refused(coached("show", "to_gray"), 2, "to_gray: done; there is no failing case")
    assert_refused(coached("show", "crop"), 2, "crop: not started; there is no failing case")


@pytest.fixture
def watching(desk: Path, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Run `grader watch`; return the file that a student saves, and what the watch has said so far."""
    coached_file, said = desk / "student" / "images.py", tmp_path / "said"
    before = coached_file.read_text()
    with said.open("w") as log:
        process = subprocess.Popen([GRADER, "watch"], cwd=desk, stdout=log, stderr=log)
    yield coached_file, said
    process.send_signal(signal.SIGINT)
    process.wait(20)
    coached_file.write_text(before)


def wait_for(said: Path, text: str) -> str:
    for _ in range(600):
        if text in said.read_text():
            return said.read_text()
        time.sleep(0.1)
    raise AssertionError(f"{text!r} was never said, but:\n{said.read_text()}")


def test_the_watch_judges_what_is_saved_and_moves_on(watching: tuple[Path, Path]) -> None:
    file, said = watching
    wait_for(said, "Next: crop")
    stub = file.read_text()
    file.write_text(stub + WRONG_GRAY)
    text = wait_for(said, "✗ to_gray")
    assert "to_gray(np.array(" in wait_for(said, "expected")
    file.write_text(stub + RIGHT_GRAY)
    wait_for(said, "✓ to_gray is solved: 3 points.\nNext: crop")
    assert_no_traceback(text)


def test_the_watch_names_a_known_mistake(watching: tuple[Path, Path], desk: Path) -> None:
    file, said = watching
    wait_for(said, "Next: crop")
    sentence = loading.sentences(course.load(desk), "mistakes", "to_gray")["divided-by-255"]
    file.write_text(file.read_text() + RIGHT_GRAY.replace("return ", "return (1 / 255) * "))
    assert "wrong value" in wait_for(said, sentence)


def test_the_watch_ends_quietly(desk: Path, tmp_path: Path) -> None:
    with (tmp_path / "said").open("w") as log:
        process = subprocess.Popen([GRADER, "watch"], cwd=desk, stdout=log, stderr=log)
    wait_for(tmp_path / "said", "Next:")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) in (0, 130)
    assert_no_traceback((tmp_path / "said").read_text())
