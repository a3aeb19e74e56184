"""A student who is forgotten is nowhere under the results, and nobody else loses anything."""

from __future__ import annotations

from pathlib import Path

import pytest
import support
from support import assert_refused, run

from grader import course, results, roster
from grader.files import write_atomically
from grader.mistakes import kept, named
from grader.mistakes.kept import Answers
from grader.mistakes.named import Named
from grader.roster import Student
from grader.writers import gradebook
from grader.writers.entries import entries

PEOPLE = ("ada", "=ben", "ben")
TOKENS = (b"=ben", b"Ben Ng", b"ben@example.org", b"2718281")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a course, which has a named mistake, and hand-made results of three, two of a like name."""
    folder = support.tiny_course(tmp_path / "course")
    reports = [results.report(name, [], digest="", facts={}, marks=()) for name in PEOPLE]
    out = tmp_path / "out"
    for report, where in zip(reports, ("ada", "_ben", "ben"), strict=True):
        write_atomically(out / where / results.FILE, results.to_json(report))
        write_atomically(out / where / kept.FILE, b"answers")
    by_folder = dict(zip(("ada", "_ben", "ben"), reports, strict=True))
    write_atomically(out / gradebook.FILE, gradebook.render(entries(by_folder, {})).encode())
    rows = [Student("ada"), Student("=ben", "2718281", "Ben Ng", "ben@example.org"), Student("ben")]
    write_atomically(out / roster.FILE, roster.render(rows).encode())
    write_atomically(out / "site" / "index.html", b"<p>Ben Ng did this</p>")
    write_atomically(out / "site" / "deep" / "ada.html", b"<p>ada</p>")
    write_atomically(out / "other" / "index.html", b"<p>aggregates, and the best of them</p>")
    write_atomically(out / "feedback" / "_ben.html", b"<p>yours</p>")
    write_atomically(out / "feedback" / "ada.html", b"<p>ada</p>")
    write_atomically(out / "marks.csv", b"2718281,3\n")
    mistake = Named("A sentence.", {"_ben": "digest", "ada": "digest"}, (Answers("cases", False, b""),))
    named.save(course.load(folder), "double", "mistake", mistake)
    return tmp_path


def forget(place: Path, *arguments: object) -> support.subprocess.CompletedProcess[str]:
    return run(support.GRADER, "forget", *arguments, cwd=place / "course")


def test_everything_about_one_goes_and_everything_about_the_others_stays(place: Path) -> None:
    done = forget(place, "_ben", "../out", "--yes")
    assert done.returncode == 0, done.stderr
    out = place / "out"
    assert sorted(file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()) == [
        "ada/answers.msgpack", "ada/results.json", "ben/answers.msgpack", "ben/results.json",
        "feedback/ada.html", "gradebook.csv", "marks.csv", "other/index.html", "roster.csv",
    ]  # fmt: skip
    left = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    assert [file.name for file, content in left.items() if any(token in content for token in TOKENS)] == ["marks.csv"]
    assert "marks.csv: still mentions" in done.stdout
    assert "site: a built site; build it again" in done.stdout
    assert list(roster.read(out / roster.FILE)) == ["ada", "ben"]
    assert [line.split(",")[0] for line in (out / gradebook.FILE).read_text().splitlines()][2:] == ["ada", "ben"]
    (mistake,) = named.load(course.load(place / "course"), "double").values()
    assert mistake.submissions == {"ada": "digest"}


def test_it_asks_first_and_knows_who_is_meant(place: Path) -> None:
    before = support.tree_digest(place)
    refused = forget(place, "ben", "../out")  # nobody answers
    assert refused.returncode != 0
    assert "out/ben: results, provenance and kept answers" in refused.stdout
    assert_refused(forget(place, "adda", "../out", "--yes"), 2, "adda: not in ../out; did you mean ada?")
    assert_refused(forget(place, "../course", "../out", "--yes"), 2, "not in ../out")
    assert support.tree_digest(place) == before


def test_one_of_whom_only_the_roster_knows(place: Path) -> None:
    rows = [*roster.read(place / "out" / roster.FILE).values(), Student("zoe", "31")]
    write_atomically(place / "out" / roster.FILE, roster.render(rows).encode())
    assert forget(place, "zoe", "../out", "--yes").returncode == 0
    assert list(roster.read(place / "out" / roster.FILE)) == list(PEOPLE)
