"""The checks catch every known mistake and pass every accepted solution; diagnoses are unambiguous."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import support
from support import DATA, DOUBLE, THOROUGH, Grader, hand_in, run

from grader import course
from grader.mistakes import loading

EXERCISES = [e.id for e in course.load(support.ROOT).exercises]
DEFINITION = '\n\ndef {0}(n):\n    """Half of it is {1}."""\n    return {2}\n'


@pytest.fixture(scope="module")
def audited(
    grader: Grader, bank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[subprocess.CompletedProcess[str], Path]:
    out = tmp_path_factory.mktemp("audit")
    training = ("--data", DATA) if THOROUGH and (DATA / "MNIST").is_dir() else ("--budget", "none")
    return grader("audit", "--bank", bank_file, "--out", out, "--jobs", 2, *training), out


def test_the_checks_are_sound(audited: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, out = audited
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    findings = json.loads((out / "audit.json").read_bytes())["findings"]
    assert [findings[kind] for kind in ("uncaught", "unfair", "blaming", "twins", "unlike")] == [[], [], [], [], []]
    assert findings["overpaid"] == {}


def test_what_computes_nothing_earns_shapes_and_types_at_most(
    audited: tuple[subprocess.CompletedProcess[str], Path], course_folder: Path
) -> None:
    done, out = audited
    worths = json.loads((out / "audit.json").read_bytes())["degenerate"]
    totals = {worth["slug"]: sum(worth["points"].values()) for worth in worths}
    assert {"zeros", "ones", "nan", "normal-values", "inputs", "value-errors", "first-answers"} <= set(totals)
    assert course.load(course_folder).audit.most_degenerate == 14  # "Second reading" in the contract of the exercises
    assert 0 < max(totals.values()) <= 14, f"some earn what a shape gives, none more: {totals}"
    assert all(f"{total:3}  {slug}" in done.stdout for slug, total in totals.items())


def test_every_check_is_failed_by_a_known_mistake(audited: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    record = json.loads((audited[1] / "audit.json").read_bytes())
    failed = {check for t in record["trials"] if t["kind"] == "mistakes" for check in t["failed"]}
    skipped = {check for t in record["trials"] for check in t["skipped"]}
    assert {c["id"] for c in record["checks"]} <= failed | skipped


def test_every_variant_was_tried(audited: tuple[subprocess.CompletedProcess[str], Path], course_folder: Path) -> None:
    trials = json.loads((audited[1] / "audit.json").read_bytes())["trials"]
    catalogue = course.load(course_folder)
    loaded = [*loading.load(catalogue, "mistakes"), *loading.load(catalogue, "accepted")]
    assert {(t["kind"], t["exercise"], t["slug"]) for t in trials} == {(v.kind, v.exercise, v.slug) for v in loaded}
    for kind in ("mistakes", "accepted"):
        assert {v.exercise for v in loaded if v.kind == kind} == set(EXERCISES), f"an exercise has no {kind}"


def test_every_sentence_has_been_read_beside_other_code(course_folder: Path) -> None:
    catalogue = course.load(course_folder)
    known, lookalikes = (
        {(e, slug): text for e in EXERCISES for slug, text in loading.sentences(catalogue, kind, e).items()}
        for kind in ("mistakes", "lookalikes")
    )
    read = {known[place] for place in lookalikes}  # a wrapper's sentence is that of several exercises
    assert [place for place, sentence in known.items() if sentence not in read] == []


def test_the_page_has_a_matrix_for_every_exercise(audited: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    page = (audited[1] / "audit.html").read_text()
    for exercise in EXERCISES:
        assert f"<h2>{exercise}</h2>" in page
    assert "<script" not in page


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a course of two functions with one known mistake."""
    folder = support.tiny_course(tmp_path / "course")
    add(folder, "mistakes", "double", "adds_one", "n + 1")
    return folder


def audit(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(support.GRADER, "audit", cwd=folder)


def add(folder: Path, kind: str, exercise: str, name: str, result: str) -> None:
    """Add a definition to the module of an exercise."""
    write(folder, kind, exercise, DEFINITION.format(name, "missing" if kind == "mistakes" else "shifted", result))


def write(folder: Path, kind: str, exercise: str, source: str) -> None:
    (folder / "reference" / kind).mkdir(parents=True, exist_ok=True)
    with (folder / "reference" / kind / f"{exercise}.py").open("a") as file:
        file.write(source)


def test_a_sound_course_ends_with_0(small: Path) -> None:
    add(small, "accepted", "double", "shifted", "n << 1")
    done = audit(small)
    assert done.returncode == 0, done.stdout
    assert "Note: no mistake is caught only by test_triple_is_even" in done.stdout


def test_a_check_that_catches_nothing_alone_is_a_note_and_not_an_error(small: Path) -> None:
    add(small, "mistakes", "double", "adds_two", "n + 2")
    done = audit(small)
    assert "Note: no mistake is caught only by test_double_is_even" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("kind", "name", "result", "message"),
    [
        ("mistakes", "right", "2 * n", "No check catches the mistake double/right: Half of it is missing."),
        ("accepted", "wrong", "3 * n", "The accepted solution double/wrong fails test_double_is_right"),
        ("mistakes", "adds_one_too", "1 + n", "Two mistakes of double give the same answers"),
    ],
)
def test_a_problem_is_reported_and_exits_with_1(kind: str, name: str, result: str, message: str, small: Path) -> None:
    add(small, kind, "double", name, result)
    done = audit(small)
    assert done.returncode == 1
    assert message in done.stdout


def test_points_for_computing_nothing_are_a_problem_above_the_course_s_limit(small: Path) -> None:
    file = small / "reference" / "degenerate" / "kinds.py"
    file.parent.mkdir()
    file.write_text('def evens(right):\n    """Always 4."""\n    return dict.fromkeys(right, lambda n: 4)\n')
    assert audit(small).returncode == 0, "the course sets no limit"
    with (small / "course.toml").open("a") as catalogue:
        catalogue.write("\n[audit]\nmost_degenerate = 1\n")
    done = audit(small)
    assert done.returncode == 1
    assert "degenerate/evens earns 2 of 6 points, the course allows 1: Always 4." in done.stdout
    assert re.search(r"^    2  evens: \w+", done.stdout, re.MULTILINE), done.stdout


def test_a_lookalike_has_other_code_and_the_same_answers(small: Path) -> None:
    add(small, "lookalikes", "double", "adds_one", "n - (-1)")
    assert audit(small).returncode == 0
    write(small, "lookalikes", "double", DEFINITION.format("adds_one", "missing", "n + 2"))
    done = audit(small)
    assert done.returncode == 1
    assert "The lookalike double/adds-one does not give the answers of its mistake in test_double_is_" in done.stdout


def test_a_lookalike_of_no_mistake_is_an_error_of_the_course(small: Path) -> None:
    add(small, "lookalikes", "double", "adds_two", "n + 2")
    done = audit(small)
    assert done.returncode == 2
    assert "adds-two is no known mistake of double" in done.stderr


def test_a_failure_in_another_exercise_is_reported(small: Path) -> None:
    file = small / "tests" / "exercises" / "test_more.py"
    file.write_text(file.read_text().replace('student.call("triple", 4)', 'student.call("double", 4)'))
    add(small, "mistakes", "double", "one", "1")
    done = audit(small)
    assert done.returncode == 1
    assert "double/one makes checks of other exercises fail: test_triple_is_even" in done.stdout


@pytest.mark.parametrize(
    ("exercise", "source", "message"),
    [
        ("dubble", DOUBLE, "dubble.py: dubble is not an exercise; name the file after an exercise of the course."),
        ("double", "\n\n" + DOUBLE, "double.py: double has no docstring; start it with the sentence for the student"),
        ("double", "\n\nadds_two = forms.adds_two(double)\n", "double.py: forms.adds_two is not defined in"),
        ("double", "def double(:\n", "double.py"),
    ],
)
def test_a_variant_that_cannot_be_used_is_reported_in_one_line(
    exercise: str, source: str, message: str, small: Path
) -> None:
    write(small, "mistakes", exercise, source)
    done = audit(small)
    assert done.returncode in (2, 3)
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_known_mistakes_are_named_in_their_own_course(isolated: str, small: Path, tmp_path: Path) -> None:
    ada = hand_in(tmp_path / "ada", sums="def double(n):\n    return n - -1\n")
    batch = support.grade(small, [ada], tmp_path / "out")
    assert batch.exercise("ada", "double")["diagnosis"] == "adds-one"
    shutil.rmtree(small / "reference" / "mistakes")
    batch = support.grade(small, [ada], tmp_path / "out2")
    assert "diagnosis" not in batch.exercise("ada", "double")
