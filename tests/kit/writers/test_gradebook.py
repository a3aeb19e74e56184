"""The gradebook has one row per submission, and no field that a spreadsheet would evaluate."""

from __future__ import annotations

import csv
import io
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from grader import console as console_of_commands
from grader import results
from grader.results import CheckResult, ExerciseResult, Report, Status
from grader.writers import gradebook, table
from grader.writers.entries import entries

FORMULAS = ["=1+1", "+1", "-rf", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")']


def exercise(name: str, score: int, status: Status = "failed", *, bonus: bool = False) -> ExerciseResult:
    checked = CheckResult("test_it", "It", status, score, 4)
    return ExerciseResult(name, name, "module", status, score, 4, (checked,), bonus=bonus)


def report(name: str, *exercises: ExerciseResult, marks: tuple[str, ...] = ()) -> Report:
    return results.report(name, exercises, digest="", facts={}, marks=marks)


def written(*reports: Report) -> str:
    return gradebook.render(entries({str(number): report for number, report in enumerate(reports)}, {}))


def rows(*reports: Report) -> list[dict[str, str]]:
    """Return the rows of the submissions, without that of the maxima."""
    maximum, *found = csv.DictReader(io.StringIO(written(*reports), newline=""))
    assert maximum["name"] == "maximum"
    return found


def test_a_row_has_points_exercises_and_counts_of_statuses() -> None:
    ada = report(
        "ada",
        exercise("a", 4, "passed"),
        exercise("b", 1),
        exercise("c", 2, "passed", bonus=True),
        marks=("limit hit",),
    )
    bob = report("bob", exercise("a", 0, "timeout"), exercise("b", 0, "timeout"), exercise("c", 0, bonus=True))
    first, second = rows(ada, bob)
    assert first | {"name": "ada", "score": "5", "max_score": "8", "bonus": "2"} == first
    assert [first[i] for i in "abc"] == ["4", "1", "2"]
    assert (first["passed"], first["failed"], first["timeout"], first["marks"]) == ("2", "1", "0", "limit hit")
    assert (second["name"], second["score"], second["timeout"], second["failed"]) == ("bob", "0", "2", "1")


def test_every_status_has_a_column() -> None:
    (row,) = rows(report("ada", *[exercise(s, 0, s) for s in get_args(Status)]))
    assert [row[s] for s in get_args(Status)]
    (row,) = rows(report("ada", *[exercise(f"e_{s}", 0, s) for s in get_args(Status)]))
    assert {s: row[s] for s in get_args(Status)} == dict.fromkeys(get_args(Status), "1")


def test_what_could_not_be_judged_has_no_score() -> None:
    ours = exercise("b", 0, "kit_error")
    (row,) = rows(report("ada", exercise("a", 3), ours))
    assert [row[field] for field in ("score", "max_score", "bonus", "a", "b", "kit_error")] == [
        "",
        "",
        "",
        "3",
        "",
        "1",
    ]


def test_an_exercise_that_was_not_graded_has_an_empty_field() -> None:
    _, second = rows(report("ada", exercise("a", 1)), report("bob", exercise("b", 1)))
    assert (second["a"], second["b"]) == ("", "1")


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_that_looks_like_a_formula_is_neutralised(name: str) -> None:
    (row,) = rows(report(name, exercise("a", 1)))
    assert row["name"] == "'" + name


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (" =1+1", "' =1+1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("ada;=1+1", "ada;'=1+1"),
        ("ada; ＝1+1", "ada;' ＝1+1"),
        (';"=1', ";'\"=1"),
        ("ada=1; bob", "ada=1; bob"),
        ("Anne-Marie; O'Neil", "Anne-Marie; O'Neil"),
    ],
)
def test_formulas_in_disguise_are_neutralised(name: str, written: str) -> None:
    assert gradebook.neutral(name) == written


def test_names_alike_in_their_first_characters_stay_apart() -> None:
    names = ["x" * 79 + "a", "x" * 80 + "a", "x" * 80 + "b", "x" * 300 + "a", "x" * 3000 + "a", "x" * 3000 + "b"]
    found = [row["name"] for row in rows(*(report(name, exercise("a", 1)) for name in names))]
    assert len(set(found)) == len(names)
    assert found[0] == names[0]
    assert max(map(len, found)) <= 80


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example('Ada, "the first"\nLovelace')
@example("a\r\nb;c")
@example("a\r=1+1")
@example("\t=1")
@example("\r=1")
@example("x\x00y")
@example(";=1")
@example("a; ＝1")
def test_no_name_breaks_out_of_its_field_or_begins_as_a_formula(name: str) -> None:
    text = written(report(name, exercise("a", 1)), report("last", exercise("a", 2)))
    for ends in ("", "\n"):  # with universal newlines, where a bare CR is one too, and unchanged
        found = list(csv.reader(io.StringIO(text, newline=None if ends else "")))
        assert len(found) == 4, "a name broke out of its field"
        assert len({len(row) for row in found}) == 1
        cells = [cell for row in found for field in row for cell in field.split(";")]
        assert not [cell for cell in cells if cell.startswith(("\t", "\r"))]
        assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))]


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40))
@example("李明")
@example("Žofie Nováková")
def test_a_printable_name_is_kept(name: str) -> None:
    (row,) = rows(report(name, exercise("a", 1)))
    kept = name.replace("::", r":\x3a").replace("##", r"#\x23")  # CI logs would read these as commands
    assert row["name"].replace("'", "") == kept.replace("'", ""), "but for apostrophes that neutralise"


def test_a_name_that_is_no_text_can_be_written_down() -> None:
    assert written(report("ada\udcff", exercise("a", 1))).encode()


# The terminal


@pytest.mark.parametrize("console", ["out", "err"])
@pytest.mark.parametrize("markup", [True, False])
def test_a_name_between_colons_is_no_picture(console: str, markup: bool) -> None:
    with getattr(console_of_commands, console).capture() as capture:
        getattr(console_of_commands, console).print("a:skull:b :smile:", markup=markup)
    assert capture.get() == "a:skull:b :smile:\n"


def drawn(*reports: Report) -> str:
    console = Console(file=io.StringIO(), width=120, force_terminal=True, color_system=None)
    console.print(table.render(reports))
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


def test_the_table_says_how_the_exercises_of_each_stand() -> None:
    text = drawn(
        report("ada", exercise("a", 4, "passed"), exercise("b", 4, "passed")),
        report("bob", exercise("a", 0, "not_started"), exercise("b", 1, "kit_error"), marks=("limit hit",)),
    )
    assert "ada" in text
    assert "8 / 8" in text
    assert "2 passed" in text
    assert "1 not started, 1 NOT GRADED  [limit hit]" in text


@pytest.mark.parametrize("name", ["\x1b[31mred", "a\x1b]0;title\x07", "\u202eevil", "a\nb", "[bold]name[/bold]"])
def test_a_name_cannot_steer_the_terminal(name: str) -> None:
    text = drawn(report(name, exercise("a", 1)))
    assert len(text.splitlines()) == 2
    for forbidden in ("\x1b", "\x07", "\u202e"):
        assert forbidden not in text
    assert ("[bold]" in text) == ("[bold]" in name), "markup in a name is text"
