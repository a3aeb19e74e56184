"""`grader hint`, `grader show` and `grader watch`, as a student uses them."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import support
from support import GRADER, Grader, assert_no_traceback, assert_refused, copy_course, run

from grader import course
from grader.mistakes import loading

WRONG_GRAY = "\n\ndef to_gray(image):\n    return image[..., 0]\n"
PADDED_ONCE = """
def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError
    return way // stride + 1
"""
RIGHT_GRAY = '\n\ndef to_gray(image):\n    return image.astype("float64").mean(2).astype("float32")\n'


@pytest.fixture(scope="module")
def course_copy(bank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the course and its bank, with a right and a wrong function of a student."""
    folder = copy_course(tmp_path_factory.mktemp("watch") / "course")
    support.fill_own_bank(folder, bank_file)
    conv = "\n\ndef conv_2d(x, flt, stride=1, padding=0, dilation=1):\n    return x * 2\n"
    with (folder / "student" / "convolution.py").open("a") as file:
        file.write(conv)
    with (folder / "student" / "images.py").open("a") as file:
        file.write(RIGHT_GRAY)
    return folder


@pytest.fixture
def run_in_copy(course_copy: Path) -> Grader:
    return lambda *arguments, **options: run(GRADER, *arguments, cwd=course_copy, **options)


def test_each_call_gives_one_more_hint_until_the_last(run_in_copy: Grader, course_copy: Path) -> None:
    hints = course.load(course_copy).exercise("crop").hints
    for count in (*range(1, len(hints) + 1), len(hints)):
        shown = run_in_copy("hint", "crop").stdout
        assert [hint in shown for hint in hints] == [i < count for i in range(len(hints))]
    assert "grader show crop" in shown


def test_an_unknown_exercise_is_reported_with_the_known_ones(run_in_copy: Grader) -> None:
    for command in ("hint", "show"):
        assert_refused(run_in_copy(command, "conv"), 2, "conv: no such exercise", "conv_2d")


def test_the_failing_case_can_be_pasted_and_run(run_in_copy: Grader, course_copy: Path) -> None:
    shown = run_in_copy("show", "conv_2d")
    assert shown.returncode == 0, shown.stderr
    assert "# expected" in shown.stdout
    done = subprocess.run(
        [sys.executable, "-c", shown.stdout], cwd=course_copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "tensor" in done.stdout


def test_the_failing_case_begins_with_the_name_of_the_mistake(tmp_path: Path, run_in_copy: Grader) -> None:
    (tmp_path / "convolution.py").write_text(PADDED_ONCE)
    shown = run_in_copy("show", "output_size", "--submission", tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "# The padding is counted once" in shown.stdout


def test_the_way_of_the_kernel_over_the_failing_case_is_saved(run_in_copy: Grader, tmp_path: Path) -> None:
    file = tmp_path / "new" / "conv_2d.gif"
    shown = run_in_copy("show", "conv_2d", "--gif", file)
    assert (shown.returncode, shown.stdout) == (0, f"{file}\n"), shown.stderr
    assert file.read_bytes().startswith(b"GIF89a")
    assert_refused(run_in_copy("show", "to_gray", "--gif", file), 2, "--gif: to_gray (done) has no failing call")
    assert_refused(run_in_copy("show", "conv_2d", "--gif", tmp_path), 2, str(tmp_path), "choose another file")


def test_where_nothing_fails_there_is_nothing_to_show(run_in_copy: Grader) -> None:
    assert_refused(run_in_copy("show", "to_gray"), 2, "to_gray: done; there is no failing case")
    assert_refused(run_in_copy("show", "crop"), 2, "crop: not started; there is no failing case")


@pytest.fixture
def watching(course_copy: Path, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Run `grader watch`; return the file that the student saves and the log of the watch."""
    file, log = course_copy / "student" / "images.py", tmp_path / "log"
    before = file.read_text()
    with log.open("w") as output:
        process = subprocess.Popen([GRADER, "watch"], cwd=course_copy, stdout=output, stderr=output)
    yield file, log
    process.send_signal(signal.SIGINT)
    process.wait(20)
    file.write_text(before)


def wait_for(log: Path, text: str) -> str:
    for _ in range(600):
        if text in log.read_text():
            return log.read_text()
        time.sleep(0.1)
    raise AssertionError(f"{text!r} was not printed, but:\n{log.read_text()}")


def test_the_watch_judges_what_is_saved_and_moves_on(watching: tuple[Path, Path]) -> None:
    file, log = watching
    wait_for(log, "Next: crop")
    stub = file.read_text()
    file.write_text(stub + WRONG_GRAY)
    text = wait_for(log, "✗ to_gray")
    assert "to_gray(np.array(" in wait_for(log, "expected")
    file.write_text(stub + RIGHT_GRAY)
    wait_for(log, "✓ to_gray is solved: 3 points.\nNext: crop")
    assert_no_traceback(text)
    assert "For a hint: grader hint to_gray" in log.read_text()
    assert re.search(r"^\d\d:\d\d:\d\d  3 of \d+ points$", log.read_text(), re.MULTILINE)


def test_the_watch_follows_the_file_that_was_saved(watching: tuple[Path, Path]) -> None:
    file, log = watching
    wait_for(log, "Next: crop")
    other = file.with_name("filters.py")
    stub = other.read_text()
    other.write_text(stub + "\n\ndef identity(n, scale=1.0):\n    print('hello', n)\n    return 1\n")
    try:
        text = wait_for(log, "✗ identity")
        assert "This call printed:\n  hello" in wait_for(log, "hello"), text
    finally:
        other.write_text(stub)


def test_a_newer_save_stops_a_judgement(watching: tuple[Path, Path]) -> None:
    file, log = watching
    wait_for(log, "Next: crop")
    stub = file.read_text()
    started = log.with_name("started")
    endless = f"open({str(started)!r}, 'w').close()\n    while True:\n        pass\n"
    file.write_text(stub + f"\n\ndef crop(image, rows=256, left=100, columns=256):\n    {endless}")
    support.settle(started.exists, 60)
    file.write_text(stub + WRONG_GRAY)
    assert "✗ crop" not in wait_for(log, "✗ to_gray")


def test_chosen_exercises_alone_are_watched(course_copy: Path, tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as output:
        process = subprocess.Popen([GRADER, "watch", "pupil_kernel"], cwd=course_copy, stdout=output, stderr=output)
    assert "crop" not in wait_for(tmp_path / "log", "Next: pupil_kernel")
    process.send_signal(signal.SIGINT)
    process.wait(20)


def test_the_watch_names_a_known_mistake(watching: tuple[Path, Path], course_copy: Path) -> None:
    file, log = watching
    wait_for(log, "Next: crop")
    sentence = loading.sentences(course.load(course_copy), "mistakes", "to_gray")["divided-by-255"]
    file.write_text(file.read_text() + RIGHT_GRAY.replace("return ", "return (1 / 255) * "))
    assert "wrong value" in wait_for(log, sentence)


def test_the_watch_ends_quietly(course_copy: Path, tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as output:
        process = subprocess.Popen([GRADER, "watch"], cwd=course_copy, stdout=output, stderr=output)
    wait_for(tmp_path / "log", "Next:")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) in (0, 130)
    assert_no_traceback((tmp_path / "log").read_text())
