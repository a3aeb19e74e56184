"""A problem of a course folder is reported in one line: where, what, got, remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader import course
from grader.course import CourseError

SMALL = """
title = "A course"

[worker]
packages = ["numpy"]

[fixtures]
training = "grader.tutorial.training"

[limits]
call = 2.0

[budgets.quick]
images = 1000
epochs = 1
thresholds = [0.8, 0.9]
digits_epochs = 1
digits_thresholds = [0.5]

[[exercises]]
id = "first"
module = "one"
title = "The first"
points = 3
hints = ["Look.", "Look again."]

[[exercises]]
id = "second"
module = "two"
title = "The second"
points = 2
requires = ["first"]
function = false
hints = ["Look.", "Look again."]
"""


def loaded(folder: Path, text: str | bytes) -> course.Course:
    (folder / "course.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return course.load(folder)


def complaint(folder: Path, text: str | bytes) -> str:
    with pytest.raises(CourseError) as caught:
        loaded(folder, text)
    text = str(caught.value)
    assert text.startswith(f"{folder / 'course.toml'}: ")
    assert "\n" not in text
    return text.removeprefix(f"{folder / 'course.toml'}: ")


def test_a_right_catalogue_is_read(tmp_path: Path) -> None:
    catalogue = loaded(tmp_path, SMALL)
    assert [e.id for e in catalogue.exercises] == ["first", "second"]
    assert catalogue.modules == ("one", "two")
    assert catalogue.functions == {"first": "one"}, "«second» says that it is no function"
    assert catalogue.exercise("second").requires == ("first",)
    assert (catalogue.limits.call, catalogue.limits.importing) == (2.0, 5.0), "one is set, one has its default"
    assert catalogue.path == tmp_path.resolve()


@pytest.mark.parametrize(
    ("line", "instead", "words"),
    [
        ("points = 3", "points = 0", ["first.points = 0", ">= 1"]),
        ("points = 3", "points = -1", ["first.points = -1", ">= 1"]),
        ("points = 3", 'points = "3"', ["first.points = '3'", "int", "str"]),
        ("points = 3", "points = 2.5", ["first.points = 2.5", "int", "float"]),
        ("points = 3\n", "", ["first", "points", "missing"]),
        ('id = "first"', 'id = "../x"', ["id", "'../x'", "match"]),
        ('module = "one"', 'module = "os.path"', ["first.module = 'os.path'", "match"]),
        ('title = "The first"', 'title = ""', ["first.title = ''", "length"]),
        ('hints = ["Look.", "Look again."]\n\n', 'hints = ["Look."]\n\n', ["first.hints", "length"]),
        ("points = 3", "points = 3\npionts = 4", ["first", "unknown field", "pionts"]),
        ("call = 2.0", "call = 0", ["limits.call = 0", "> 0"]),
        ("call = 2.0", "calls = 2.0", ["limits", "unknown field", "calls"]),
        ("thresholds = [0.8, 0.9]", "thresholds = [0.8, 90]", ["budgets", "<= 1"]),
        ("digits_thresholds = [0.5]", "digits_thresholds = [0.5, 0.6, 0.7]", ["budgets.quick", "digits_thresholds"]),
        ('packages = ["numpy"]', "packages = 3", ["worker.packages = 3", "array"]),
        ('requires = ["first"]', 'requires = ["frist"]', ["second", "'frist'", "first, second"]),
        ('id = "second"', 'id = "first"', ["first", "twice"]),
        ('title = "A course"\n', "", ["title", "missing"]),
        ('"grader.tutorial.training"', '"grader.nothing"', ["fixtures.training", "grader.nothing"]),
    ],
)
def test_a_wrong_entry_is_named_with_what_stands_there(
    line: str, instead: str, words: list[str], tmp_path: Path
) -> None:
    assert SMALL.count(line) == 1 or line.startswith("hints")
    text = complaint(tmp_path, SMALL.replace(line, instead, 1))
    for word in words:
        assert word in text, text
    assert re.search(r"(correct|remove|use one|make|add)", text), f"no remedy: {text}"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("deadline = 2026-03-02", ["grading.deadline", "datetime"]),
        ("deadline = 2026-03-02T12:00:00", ["grading.deadline", "timezone"]),
        ('deadline = "soon"', ["grading.deadline = 'soon'", "RFC3339"]),
        ("grace = 10", ["grading.grace", "no grading.deadline"]),
        ('extensions = "x.csv"', ["grading.extensions", "no grading.deadline"]),
        ("late = {points_per_day = 1}", ["grading.late", "no grading.deadline"]),
        ("grace = -1", ["grading.grace = -1", ">= 0"]),
        ("late = {points_per_day = -1}", ["grading.late", "not negative"]),
        ("late = {points_per_day = 0.125}", ["grading.late", "two decimals"]),
        ("late = {points_per_day = 1, most_days = 0}", ["grading.late.most_days = 0", ">= 1"]),
        ('attempts = "worst"', ["grading.attempts = 'worst'", "enum"]),
        ('times = "commits"', ["grading.times = 'commits'", "enum"]),
        ("dead_line = 1", ["grading", "unknown field", "dead_line"]),
    ],
)
def test_a_wrong_setting_for_grading_is_named(table: str, words: list[str], tmp_path: Path) -> None:
    text = complaint(tmp_path, SMALL + f"\n[grading]\n{table}\n")
    for word in words:
        assert word in text, text
    assert re.search(r"(correct|add)", text), f"no remedy: {text}"


def test_a_catalogue_without_exercises_is_refused(tmp_path: Path) -> None:
    assert "exercises" in complaint(tmp_path, SMALL.partition("[[exercises]]")[0])
    assert "exercises" in complaint(tmp_path, "exercises = []\n" + SMALL.partition("[[exercises]]")[0])


def test_a_catalogue_that_is_no_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    text = complaint(tmp_path, SMALL.replace("points = 3", "points = = 3"))
    assert "not valid TOML" in text
    assert "line 24, column 10" in text, text


def test_a_catalogue_that_is_no_text_is_refused(tmp_path: Path) -> None:
    assert "UTF-8" in complaint(tmp_path, b"title = \xff\xfe")
    (tmp_path / "below" / "course.toml").mkdir(parents=True)
    with pytest.raises(CourseError, match="cannot be read"):
        course.load(tmp_path / "below")


def test_a_folder_without_a_catalogue_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"course.toml is missing; run the command in a course folder or pass"):
        course.load(tmp_path)


# This course


def test_this_course_has_stubs_and_solutions_of_every_module(course_folder: Path) -> None:
    catalogue = course.load(course_folder)
    for home in ("student", "reference"):
        assert {file.stem for file in (course_folder / home).glob("*.py")} >= set(catalogue.modules), home


def test_this_course_requires_nothing_that_comes_later(course_folder: Path) -> None:
    ids = [e.id for e in course.load(course_folder).exercises]
    for exercise in course.load(course_folder).exercises:
        for need in exercise.requires:
            assert ids.index(need) < ids.index(exercise.id), f"{exercise.id} requires {need}"
