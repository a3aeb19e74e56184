"""Small arrays in a terminal: in colour beside each other, wrong entries in brackets; without colours, text alone."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import support
from rich.console import Console

from grader.plots import terminal
from grader.plots.charts import Curves, Figure, Line
from grader.plots.svg import Panel

WRONG = "\n\ndef identity(n, scale=1.0):\n    return np.eye(n)\n"
ARRAYS: list[Figure] = [
    Panel("x", np.arange(6.0).reshape(2, 3)),
    Panel("image", np.zeros((40, 40))),
    Panel("expected", np.array([[1.0, -3.0]]), (0, 1), "answer"),
    Panel("got", np.array([[1.0, -2.5]]), (0, 1), "answer"),
    Panel("difference", np.array([[0.0, 0.5]]), (0, 1), "difference"),
    Curves("curve", (Line("got", np.zeros(9)),)),
]


def shown(width: int = 80, **options: object) -> str:
    console = Console(file=io.StringIO(), width=width, **options)  # type: ignore[arg-type]
    grids = terminal.grids(ARRAYS, width)
    assert grids is not None
    console.print(grids)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def test_small_arrays_stand_beside_each_other_and_wrong_entries_in_brackets() -> None:
    assert shown() == "x           expected   got\n 0  1  2      1 [-3]       1 [-2.5]\n 3  4  5"


def test_a_narrow_terminal_has_them_below_each_other() -> None:
    assert shown(22).splitlines() == ["x           expected", " 0  1  2      1 [-3]", " 3  4  5", "got", "    1 [-2.5]"]
    assert terminal.grids([ARRAYS[0]], 8) is None


def test_expected_and_got_have_the_colours_of_one_scale() -> None:
    text = shown(force_terminal=True, color_system="truecolor")
    assert text.count("48;2;103;0;31") == 0  # the darkest red: nothing is as large as 3
    assert text.count("48;2;5;48;97m[-3]") == text.count("[-2.5]") == 1  # the darkest blue


@pytest.mark.parametrize(
    ("options", "colours"),
    [
        ({"color_system": "truecolor"}, True),
        ({"color_system": "256"}, True),
        ({"color_system": "standard"}, False),
        ({"color_system": "truecolor", "no_color": True}, False),
        ({}, False),
    ],
)
def test_arrays_are_for_terminals_with_enough_colours(options: dict[str, object], colours: bool) -> None:
    console = Console(file=io.StringIO(), force_terminal=bool(options), **options)  # type: ignore[arg-type]
    assert terminal.has_colours(console) == colours


def in_terminal(*command: object, cwd: Path, until: str) -> str:
    """Run a command in a terminal with colours until it has printed this, and return what it printed."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "90"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(list(map(str, command)), cwd=cwd, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    text = ""
    try:
        while until not in text and (part := os.read(ours, 4096)):
            text += part.decode("utf-8", "replace")
    except OSError:  # the command has ended
        pass
    finally:
        process.terminate()
        process.wait(20)
        os.close(ours)
    assert until in text, text
    return text


@pytest.mark.slow
def test_pytest_and_watch_show_arrays_in_colour(tmp_path: Path) -> None:
    folder = support.copy_course(tmp_path / "course")
    with (folder / "student" / "filters.py").open("a") as file:
        file.write(WRONG)
    cells = "\x1b[38;2;255;255;255;48;2;0;0;0m[0]"
    pytest_k = (sys.executable, "-m", "pytest", "-k", "identity and not shifted")
    watching = in_terminal(support.GRADER, "watch", "identity", cwd=folder, until=" points")
    assert watching.count(cells) == 1 and "\x1b[1mgot\x1b[0m" in watching, watching
    testing = in_terminal(*pytest_k, cwd=folder, until="Next: identity")
    assert testing.count(cells) == 1 and "\x1b[1mgot\x1b[0m" in testing, testing
