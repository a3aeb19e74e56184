"""What students see needs no colour, no wide terminal, no Unicode: symbols have a plain form, and words beside them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import support
from support import GRADER

from grader.symbols import PLAIN, plain

PLACES = {
    "ascii": {"PYTHONIOENCODING": "ascii", "COLUMNS": "60", "NO_COLOR": "1"},
    "cp1252": {"PYTHONIOENCODING": "cp1252", "COLUMNS": "80", "TERM": "dumb"},  # as Windows often has it
}
HINT = "Is it 2 × n? Then n − 1 … “once” ✓."
WRONG = "def double(n):\n    print('≠ é 😀')\n    return 2 * n + 1\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course in which one exercise is wrong and one is not started."""
    folder = support.tiny_course(tmp_path_factory.mktemp("access") / "tiny")
    catalogue = (folder / "course.toml").read_text()
    catalogue = catalogue.replace('hints = ["Add."', f'predictable = true\nhints = ["{HINT}"')
    (folder / "course.toml").write_text(catalogue, encoding="utf-8")
    (folder / "student" / "sums.py").write_text(WRONG, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=PLACES)
def place(request: pytest.FixtureRequest) -> Mapping[str, str]:
    return PLACES[request.param]


def shown(folder: Path, place: Mapping[str, str], *command: object, typed: str = "") -> str:
    """Run a command, and return what it shows, decoded as its terminal would."""
    environment = {k: v for k, v in os.environ.items() if k != "FORCE_COLOR"} | dict(place)
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(typed.encode())
        process.stdin.close()
        lines: list[bytes] = []
        for line in process.stdout:
            lines.append(line)
            if "watch" in command and re.search(rb"of \d+ points$", line.strip()):
                process.send_signal(signal.SIGINT)
    text = b"".join(lines).decode(place["PYTHONIOENCODING"])  # which fails for any other character
    assert "\x1b" not in text and "UnicodeEncodeError" not in text and "Traceback" not in text, text
    return text


def test_pytest_and_its_board(folder: Path, place: Mapping[str, str]) -> None:
    text = shown(folder, place, sys.executable, "-m", "pytest")
    board = text.partition("your exercises")[2]
    untouched = "*" if place["PYTHONIOENCODING"] == "ascii" else "·"  # which Windows has
    assert re.search(r"^  x double +0 / 4 +wrong$", board, re.MULTILINE), text
    assert re.search(rf"^  {re.escape(untouched)} triple +0 / 2 +not started$", board, re.MULTILINE), text
    assert max(map(len, re.findall(r"^(?:=+|_+) .*|^  . \w+ .*", text, re.MULTILINE))) <= int(place["COLUMNS"])


def test_watch(folder: Path, place: Mapping[str, str]) -> None:
    text = shown(folder, place, GRADER, "watch")
    assert "\nx double: wrong, " in text
    assert "This call printed:\n  " + ("!= e \\U0001f600" if place is PLACES["ascii"] else "!= é \\U0001f600") in text


def test_show_hint_and_predict(folder: Path, place: Mapping[str, str]) -> None:
    assert "result = double(" in shown(folder, place, GRADER, "show", "double")
    hint = shown(folder, place, GRADER, "hint", "double")
    dashes = '2 x n? Then n - 1 ... "once" +.' if place is PLACES["ascii"] else "2 × n? Then n - 1 … “once” +."
    assert f"Hint 1 of 2: Is it {dashes}\n" in hint
    predicted = shown(folder, place, GRADER, "predict", "double", typed="≠\nfoo\n-7\n")
    assert "Not right." in predicted and "0 of 3 predicted" in predicted


def test_the_table_of_a_class(folder: Path, tmp_path: Path, isolated: str) -> None:
    names = ("ada", "Ben Müller-Łukaszewicz, group 12, second hand-in")
    submissions = [support.hand_in(tmp_path / name, sums=WRONG) for name in names]
    for encoding, place in PLACES.items():
        text = shown(folder, place, GRADER, "grade", *submissions, "--out", tmp_path / f"out-{encoding}")
        table = text.partition("submission")[2].partition("Isolation:")[0].splitlines()
        assert max(map(len, table)) <= int(place["COLUMNS"]), text
        assert "1 wrong" in text and "1 missing" in text and "ller-Lukaszewicz" in text


def test_symbols_without_a_plain_form_are_escaped() -> None:
    def told(text: str, encoding: str) -> str:
        found, end = plain(UnicodeEncodeError(encoding, text, 0, len(text), "not there"))
        assert isinstance(found, bytes) and end == len(text)
        return found.decode(encoding)

    assert told("é²✓", "ascii") == "e2+"
    assert told("⠋", "ascii") == "*"
    assert told("😀\u202e", "cp1252") == "\\U0001f600\\u202e"
    assert all(text.isascii() for text in PLAIN.values())
