"""An unnamed group becomes a known mistake of the course, in grading and in practice, and stays one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import support
from support import DOUBLE, GRADER, TRIPLE, Batch, assert_refused, hand_in, rewrite, run

from grader import course
from grader.course import CourseError
from grader.mistakes import kept, named
from grader.mistakes.groups import groups
from grader.mistakes.named import Named
from grader.mistakes.naming import NamingError, check_sentence, free_slug

ONE_MORE = "def double(n):\n    return 2 * n + 1\n"
SAME_AGAIN = "def double(number):\n    total = number + number\n    return total + 1\n"
LESS = "def double(n):\n    return n\n"
SENTENCE = "One is added to the result."
KNOWN = 'def squares(n):\n    """The number is squared."""\n    return n * n\n'


def hand_in_all(place: Path) -> list[Path]:
    sources = {
        "ada": DOUBLE,
        "ben": ONE_MORE,
        "cho": SAME_AGAIN,
        "dee": LESS,
        "eva": KNOWN.replace("squares", "double"),
    }
    return [hand_in(place / name, sums=source, more=TRIPLE) for name, source in sources.items()]


@pytest.fixture(scope="module")
def graded(isolated: str, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Return a graded class in out/, with its course, of which one mistake is known, and its submissions in in/."""
    place = tmp_path_factory.mktemp("naming")
    folder = support.tiny_course(place / "course")
    (folder / "reference" / "mistakes").mkdir()
    (folder / "reference" / "mistakes" / "double.py").write_text(KNOWN)
    batch = support.grade(folder, hand_in_all(place / "in"), place / "out", "--jobs", 1)
    assert batch.done.returncode == 0, batch.text
    return batch


@pytest.fixture
def place(graded: Batch, tmp_path: Path) -> Path:
    """Return a copy of all of it."""
    shutil.copytree(graded.out.parent, tmp_path / "class")
    return tmp_path / "class"


def mistakes(place: Path, *arguments: object) -> str:
    done = run(GRADER, "mistakes", *arguments, cwd=place / "course")
    assert done.returncode == 0, done.stderr
    return done.stdout


def name(place: Path, *options: object) -> str:
    (group, *_) = groups(course.load(place / "course"), place / "out")
    assert group.submissions == ("ben", "cho")
    return mistakes(place, "name", "../out", "double", group.id, "--sentence", SENTENCE, *options)


def grade(place: Path, out: str = "out") -> Batch:
    batch = support.grade(place / "course", sorted((place / "in").iterdir()), place / out, "--jobs", 1)
    assert batch.done.returncode == 0, batch.text
    return batch


def test_the_next_run_gives_everybody_the_name_and_diff_says_to_whom(place: Path) -> None:
    listed = mistakes(place, "list", "../out")
    assert ["double", "squares", "1"] in [line.split()[:3] for line in listed.splitlines()]
    assert "ben, cho" in listed
    assert "1 more answer like nobody else" in listed
    assert "dee" in mistakes(place, "list", "../out", "--all")
    shutil.copytree(place / "out", place / "before")
    assert "double/one-added-result, made by 2." in name(place)
    written = (place / "course" / "mistakes" / "double" / "one-added-result.json").read_text()
    assert "def double" not in written
    batch = grade(place)
    for who in ("ben", "cho"):
        result = batch.exercise(who, "double")
        assert (result["diagnosis"], result["message"].partition("\n")[0]) == ("one-added-result", SENTENCE)
        assert not (batch.out / who / kept.FILE).exists()
    assert "diagnosis" not in batch.exercise("dee", "double")
    assert (batch.out / "dee" / kept.FILE).exists()
    changed = run(GRADER, "diff", "../before", "../out", cwd=place / "course").stdout
    assert "0 of 5 submissions have changed scores." in changed
    rows = [line.split() for line in changed.splitlines()]
    assert [row for row in rows if row and row[0] in ("ada", "ben", "cho", "dee", "eva")] == [
        [who, "double", "wrong", "value", "one-added-result"] for who in ("ben", "cho")
    ]
    assert "2 of 5 submissions have changed messages." in changed
    listed = mistakes(place, "list", "../out")
    assert ["double", "one-added-result", "2", *SENTENCE.split()] in [line.split() for line in listed.splitlines()]
    # A better sentence is edited in the file, and the other exercise is not graded again.
    file = place / "course" / "mistakes" / "double" / "one-added-result.json"
    rewrite(file, SENTENCE, "The result is one too large.")
    kept_file = place / "out" / "ben" / "results.json"
    report = json.loads(kept_file.read_bytes())
    report["exercises"][1]["message"] = "this is what was kept"
    kept_file.write_text(json.dumps(report))
    again = grade(place)
    assert again.exercise("ben", "double")["message"].startswith("The result is one too large.\n")
    assert again.exercise("ben", "triple")["message"] == "this is what was kept"


def test_pytest_and_a_drawn_bank_know_it_too_and_the_audit_is_sound(place: Path) -> None:
    name(place, "--slug", "one-more")
    shutil.copyfile(place / "in" / "ben" / "sums.py", place / "course" / "student" / "sums.py")
    practice = run(GRADER.with_name("pytest"), "-q", "-p", "no:cacheprovider", cwd=place / "course")
    assert SENTENCE in practice.stdout, practice.stdout + practice.stderr
    drawn = run(GRADER, "bank", "cases.bank", cwd=place / "course")
    assert drawn.returncode == 0, drawn.stderr
    out = place / "with-bank"
    batch = support.grade(place / "course", [place / "in" / "cho"], out, "--bank", "cases.bank")
    assert batch.exercise("cho", "double")["diagnosis"] == "one-more"
    audit = run(GRADER, "audit", "--budget", "none", "--jobs", 1, cwd=place / "course")
    assert audit.returncode == 0, audit.stdout + audit.stderr
    assert "0 pairs with the same answers" in audit.stdout


def test_what_cannot_be_named_is_said(place: Path) -> None:
    name(place)
    (group, *_) = groups(course.load(place / "course"), place / "out")
    command = (GRADER, "mistakes", "name", "../out", "double")
    taken = run(*command, group.id, "--sentence", SENTENCE, cwd=place / "course")
    assert_refused(taken, 2, "its answers are those of the known mistake one-added-result")
    unknown = run(*command, "00000000", "--sentence", SENTENCE, cwd=place / "course")
    assert_refused(unknown, 2, f"00000000: no such group of double; use {group.id}, ")
    assert_refused(run(GRADER, "mistakes", "list", "../in", cwd=place / "course"), 2, "contains no results")


def test_sentences_and_slugs_must_be_usable(place: Path) -> None:
    catalogue = course.load(place / "course")
    for sentence in (" ", "two\nlines", "a" * 301):
        with pytest.raises(NamingError, match="one line"):
            check_sentence(sentence)
    for slug, why in (("../../double", "lowercase letters"), ("squares", "choose another")):
        with pytest.raises(NamingError, match=why):
            free_slug(catalogue, "double", SENTENCE, slug)
    assert free_slug(catalogue, "double", "It squares.") == "squares-2"
    assert free_slug(catalogue, "double", "…") == "mistake"
    assert named.slug_of("The kernel is turned by 180° before it slides.") == "kernel-turned-180-before"


def test_other_cases_are_asked_of_unchanged_submissions_and_what_is_lost_is_listed(place: Path) -> None:
    name(place)
    single = next(g for g in groups(course.load(place / "course"), place / "out") if g.submissions == ("dee",))
    mistakes(place, "name", "../out", "double", single.id, "--sentence", "Nothing is added.")
    assert "2 fit the cases, 0 were asked anew, 0 are lost." in mistakes(place, "refresh", "--submissions", "../in")
    rewrite(place / "course" / "tests" / "exercises" / "test_sums.py", r"st.integers\(0, 99\)", "st.integers(-50, 50)")
    (place / "in" / "dee" / "sums.py").write_text(DOUBLE)
    (place / "in" / "ben" / "sums.py").write_text(DOUBLE)
    done = run(GRADER, "mistakes", "refresh", "--submissions", "../in", cwd=place / "course")
    assert done.returncode == 1, done.stderr
    assert "0 fit the cases, 1 were asked anew, 1 are lost." in done.stdout
    assert "double/nothing-added: lost: none of its submissions is there unchanged" in done.stderr
    assert grade(place).exercise("cho", "double")["diagnosis"] == "one-added-result"
    found = named.load(course.load(place / "course"), "double")
    assert [len(found[slug].answers) for slug in ("nothing-added", "one-added-result")] == [1, 2]


def test_a_file_that_is_no_named_mistake_stops_with_its_name(place: Path) -> None:
    catalogue = course.load(place / "course")
    answers = kept.read(place / "out" / "ben")
    assert answers is not None
    mistake = Named(SENTENCE, {}, (answers.exercises["double"],))
    good = named.save(catalogue, "double", "one-added-result", mistake)
    assert named.load(catalogue, "double") == {"one-added-result": mistake}
    for stem, content in (("Bad name", good.read_bytes()), ("a", b"{"), ("b", b"\xff"), ("c", b'{"sentence": ""}')):
        file = good.with_name(f"{stem}.json")
        file.write_bytes(content)
        with pytest.raises(CourseError, match=file.name):
            named.load(catalogue, "double")
        file.unlink()
