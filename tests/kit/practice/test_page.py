"""The page with pictures: what pytest writes, and what `grader watch --page` serves."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import support

from grader import course
from grader.practice import page
from grader.practice.judge import Judged
from grader.practice.serving import PageServer
from grader.results import CheckResult, ExerciseResult

HOSTILE = "<script>document.title = 'changed'</script>"


@pytest.fixture
def server(course_folder: Path) -> Iterator[PageServer]:
    server = PageServer(course.load(course_folder))
    yield server
    server.close()


def get(address: str, method: str = "GET", **headers: str) -> tuple[int, str, str]:
    request = urllib.request.Request(address, method=method, headers=headers)  # noqa: S310  our own address
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode(), answer.headers.get("Content-Security-Policy", "")
    except urllib.error.HTTPError as error:
        return error.code, "", ""


def test_the_page_is_served_to_who_knows_its_address(server: PageServer) -> None:
    server.show("<p>first</p>")
    status, text, policy = get(server.address)
    assert (status, "<p>first</p>" in text) == (200, True)
    assert "default-src 'none'" in policy
    assert get(f"http://{server.host}/")[0] == 404
    assert get(server.address, "POST")[0] == 405
    assert get(server.address, Host="elsewhere.example")[0] == 403


def test_the_page_hears_of_each_change(server: PageServer) -> None:
    with urllib.request.urlopen(f"{server.address}events", timeout=20) as events:  # noqa: S310
        for number in (1, 2):
            server.show(f"<p>{number}</p>")
            assert events.readline().decode() == f"data: {number}\n"
            assert events.readline() == b"\n"
            assert get(f"{server.address}now")[1] == f"<p>{number}</p>"


def test_what_a_student_prints_is_text(course_folder: Path) -> None:
    catalogue = course.load(course_folder)
    first = catalogue.exercises[0]
    check = CheckResult("test", HOSTILE, "failed", 0, 3, f"{HOSTILE}\ncall()\nexpected: 1\ngot:      {HOSTILE}")
    result = ExerciseResult(first.id, first.title, first.module, "failed", 0, 3, (check,), message=check.message)
    content = page.fragment(catalogue, [result], Judged(result, None, printed=HOSTILE), HOSTILE)
    assert "<script" not in content
    assert content.count("&lt;script&gt;") == 5


def test_pytest_writes_the_pictures_of_the_first_failure(tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "course")
    (folder / "student" / "sums.py").write_text("def double(n):\n    print('hello')\n    return n + 1\n")
    done = support.run(sys.executable, "-m", "pytest", "--pictures", cwd=folder)
    file = folder / ".convkit" / "practice.html"
    assert f"Pictures: {file}" in done.stdout, done.stdout + done.stderr
    text = file.read_text()
    assert "<code>double</code>" in text
    assert "hello" in text


FIXTURE = """
import numpy as np
from grader.plots.svg import Panel
from grader.resources import Resource


class Seen:
    def figures(self):
        return [Panel("what it saw", np.eye(2))]


def find(course, budget, folder, log, secret=""):
    return Resource({}, "", Seen)
"""


def test_pytest_shows_what_a_fixture_offers(tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "course")
    (folder / "seen.py").write_text(FIXTURE)
    support.rewrite(folder / "course.toml", r"^\[limits\]$", '[fixtures]\nseen = "seen"\n\n[limits]')
    file = folder / "tests" / "exercises" / "test_sums.py"
    file.write_text(file.read_text().replace("_is_even(student)", "_is_even(student, seen)"))
    (folder / "student" / "sums.py").write_text("def double(n):\n    return 9\n")
    done = support.run(sys.executable, "-m", "pytest", "--pictures", cwd=folder)
    assert "Pictures: " in done.stdout, done.stdout + done.stderr
    assert "what it saw" in (folder / ".convkit" / "practice.html").read_text()


def test_a_wrong_kernel_is_also_shown_where_it_is_large(tmp_path: Path) -> None:
    folder = support.copy_course(tmp_path / "course")
    with (folder / "student" / "filters.py").open("a") as file:
        file.write("\n\ndef gaussian2d(n):\n    return np.outer(np.linspace(-3, 3, n), np.ones(n))\n")
    with (tmp_path / "log").open("w") as output:
        process = subprocess.Popen([support.GRADER, "watch", "gaussian2d"], cwd=folder, stdout=output, stderr=output)
    page_file = folder / ".convkit" / "practice.html"
    try:
        support.settle(page_file.exists, 120)
    finally:
        process.terminate()
        process.wait(20)
    captions = re.findall(r"<figcaption[^>]*>([^<]*) <span[^>]*>([^<]*)", page_file.read_text())
    assert captions[:2] == [("one right answer", "3 × 3"), ("got", "3 × 3")]
    (want, size), (got, same) = captions[2:]
    assert (want, got) == tuple(f"{whose}, gaussian2d({size.split()[0]})" for whose in ("one right answer", "got"))
    assert int(size.split()[0]) > 12 and size == same  # with one colour scale


def test_watch_serves_the_page(tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "course")
    log = tmp_path / "log"
    with log.open("w") as output:
        process = subprocess.Popen([support.GRADER, "watch", "--page"], cwd=folder, stdout=output, stderr=output)
    try:
        support.settle(lambda: "Next: double" in log.read_text(), 60)
        address = next(word for word in log.read_text().split() if word.startswith("http://"))
        assert "Not started yet." in get(address)[1]
        (folder / "student" / "sums.py").write_text("def double(n):\n    return n + 1\n")
        support.settle(lambda: "✗ double" in log.read_text(), 60)
        support.settle(lambda: "got:" in get(address)[1], 20)
    finally:
        process.terminate()
        process.wait(20)
