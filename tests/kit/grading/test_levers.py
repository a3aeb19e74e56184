"""Deadlines, groups, attempts and points by hand change totals, and no result of an exercise."""

from __future__ import annotations

import csv
import json
import os
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
import support
from hypothesis import given
from hypothesis import strategies as st
from support import DOUBLE, GRADER, TRIPLE, Batch, assert_refused, hand_in, run

from grader import course, results, roster
from grader.course import Course, CourseError, Grading, LatePolicy
from grader.grading import levers
from grader.grading.batch import folder_name
from grader.grading.levers import Levers
from grader.results import Attempt, CheckResult, ExerciseResult, Late, Manual, Member, Report
from grader.roster import Student
from grader.writers import changes, feedback
from grader.writers.entries import entries, without_submission

DEADLINE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
POLICY = LatePolicy(Decimal("1.5"), Decimal(5), 7)


def record(name: str, score: int = 10) -> Report:
    check = CheckResult("test_it", "It", "failed", score, 20)
    return results.report(
        name, [ExerciseResult("it", "It", "m", "failed", score, 20, (check,))], digest="d", facts={}, marks=()
    )


def settings(**entries: Any) -> Grading:
    return Grading(**{"deadline": DEADLINE, "late": POLICY, "grace": 10} | entries)


def after(**given: float) -> datetime:
    return DEADLINE + timedelta(**given)


def late(given: datetime | None, score: int = 10, **entries: Any) -> Late | None:
    times = {} if given is None else {"ada": given}
    found = Levers(settings(**entries), times=times).apply({"ada": record("ada", score)}, {})["ada"].late
    return found or None


# Deadlines


@pytest.mark.parametrize(
    ("given", "days", "points"),
    [
        (after(minutes=-1), 0, ""),
        (after(minutes=10), 0, ""),
        (after(minutes=11), 1, "1.5"),
        (after(days=1, minutes=10), 1, "1.5"),
        (after(days=1, minutes=11), 2, "3.0"),
        (after(days=6), 6, "5"),
        (after(days=7), 7, "5"),
        (after(days=8), 8, "10"),
        (datetime.fromisoformat("2026-03-02T13:05:00+01:00"), 0, ""),
    ],
)
def test_each_day_begun_after_the_grace_costs_points_up_to_a_limit(given: datetime, days: int, points: str) -> None:
    found = late(given)
    assert (found.days, found.points) == (days, Decimal(points)) if found else days == 0


def test_who_is_not_late_has_no_such_field() -> None:
    plain = record("ada")
    same = Levers(settings(), times={"ada": DEADLINE}).apply({"ada": plain}, {})["ada"]
    assert results.to_json(same) == results.to_json(plain)
    assert Levers(Grading()).apply({"ada": plain}, {})["ada"] == plain


def test_lateness_costs_no_more_than_there_is() -> None:
    found = late(after(days=3), score=1)
    assert found
    assert found.points == 1
    assert late(after(days=3), score=0) == Late("2026-03-05T12:00:00+00:00", "2026-03-02T12:00:00+00:00", 3, Decimal(0))


def test_without_a_policy_lateness_is_shown_and_costs_nothing() -> None:
    found = late(after(days=3), late=None)
    assert found
    assert (found.days, found.points) == (3, 0)


def test_files_tell_the_time_only_where_the_roster_does_not() -> None:
    one = Levers(settings(times="files"), times={"ada": DEADLINE})
    found = one.apply({"ada": record("ada"), "bob": record("bob")}, {"ada": after(days=2), "bob": after(days=2)})
    assert not found["ada"].late
    assert found["bob"].late


@pytest.mark.parametrize("name", ["ada", "Ada Lovelace", "17", "ADA  lovelace"])
def test_an_extension_is_found_by_submission_name_or_id(name: str) -> None:
    students = {"ada": Student("ada", "17", "Ada Lovelace")}
    own = {roster.plain(name): after(days=5)}
    one = Levers(settings(), own, students=students, times={"ada": after(days=4)})
    assert not one.apply({"ada": record("ada")}, {})["ada"].late
    assert list(one.remarks({"ada": record("ada")}, ())) == []


def test_a_group_has_the_latest_of_its_members_deadlines() -> None:
    group = {"team": (Member("Ada"), Member(id="18"))}
    students = {"x": Student("x", "18", "Bob")}
    one = Levers(settings(), {"bob": after(days=5)}, group, students=students, times={"team": after(days=4)})
    found = one.apply({"team": record("team")}, {})["team"]
    assert not found.late
    assert found.members == group["team"]


# Points by hand, attempts, totals


def test_points_by_hand_count_before_lateness() -> None:
    one = Levers(settings(), manual={"ada": Manual(Decimal("-9.5"), "copied")}, times={"ada": after(days=1)})
    found = one.apply({"ada": record("ada")}, {})["ada"]
    assert found.late
    assert found.late.points == Decimal("0.5")
    assert found.total == 0
    assert feedback.remarks(found) == ["1 day late: −0.5 points", "by hand: −9.5 points (copied)"]


@pytest.mark.parametrize(("points", "total"), [("0.5", 11), ("0.49", 10), ("-0.5", 10), ("-0.51", 9), ("-20", 0)])
def test_totals_are_rounded_once_half_up(points: str, total: int) -> None:
    found = msgspec.structs.replace(record("ada"), manual=Manual(Decimal(points)))
    assert found.total == total


@given(st.decimals(-100, 100, places=2), st.decimals(0, 100, places=2), st.integers(0, 30))
def test_a_record_with_corrections_comes_back(points: Decimal, cost: Decimal, score: int) -> None:
    changed = msgspec.structs.replace(
        record("ada", score), manual=Manual(points, "x"), late=Late("a", "b", 1, cost),
        attempt=Attempt("ada", 2, True), members=(Member("Ada", "1"),),
    )  # fmt: skip
    assert results.from_json(results.to_json(changed)) == changed
    assert changed.total >= 0
    assert Levers(Grading()).apply({"ada": changed}, {})["ada"] == record("ada", score)


@pytest.mark.parametrize(
    "points", [b"1e999999999", b'"NaN"', b'"sNaN"', b'"Infinity"', b"1.555", b"99999", b"9" * 5000]
)
def test_points_that_are_none_make_no_record(points: bytes) -> None:
    raw = results.to_json(msgspec.structs.replace(record("ada"), manual=Manual(Decimal("1.25"))))
    assert results.from_json(raw) is not None
    assert results.from_json(raw.replace(b"1.25", points)) is None


@pytest.mark.parametrize(
    ("which", "scores", "counting"),
    [("last", {1: 9, 2: 5}, 2), ("best", {1: 9, 2: 5}, 1), ("best", {1: 9, 2: 9}, 2), ("last", {10: 1, 9: 2}, 10)],
)
def test_one_attempt_counts(which: str, scores: Mapping[int, int], counting: int) -> None:
    reports = {f"ada_{n}": record(f"ada@{n}", score) for n, score in scores.items()} | {"bob": record("bob")}
    found = Levers(settings(attempts=which)).apply(reports, {})
    assert {r.attempt.number for r in found.values() if r.attempt and r.attempt.counts} == {counting}
    listed = entries(found, {"ada": Student("ada", "17", "Ada")})
    assert [(e.student.name or e.student.submission, e.grade) for e in listed] == [
        ("Ada", scores[counting]),
        ("bob", 10),
    ]


def test_the_best_attempt_is_the_best_after_lateness() -> None:
    times = {"ada@1": DEADLINE, "ada@2": after(days=3)}
    reports = {"1": record("ada@1", 8), "2": record("ada@2", 10)}
    found = Levers(settings(attempts="best"), times=times).apply(reports, {})
    assert [r.counts for r in found.values()] == [True, False]


def test_names_with_a_number_are_ordinary_without_the_setting() -> None:
    assert not Levers(settings()).apply({"a": record("ada@1")}, {})["a"].attempt


def test_each_member_of_a_group_has_a_row_and_nobody_of_it_is_missing() -> None:
    known = {s.submission: s for s in (Student("ada", "1", "Ada"), Student("bob", "2", "Bob"), Student("eve", "3"))}
    team = msgspec.structs.replace(record("team"), members=(Member("Ada"), Member(id="2"), Member("Zoe")))
    listed = entries({"team": team}, known)
    assert [(e.student.id, e.student.name, e.grade) for e in listed] == [
        ("1", "Ada", 10),
        ("2", "Bob", 10),
        ("", "Zoe", 10),
    ]
    assert [s.submission for s in without_submission({"team": team}, known)] == ["eve"]


def test_a_change_of_the_total_alone_is_a_change() -> None:
    changed = msgspec.structs.replace(record("ada"), manual=Manual(Decimal(2)))
    (found,) = changes.changes({"ada": record("ada")}, {"ada": changed})
    assert (found.what, found.before, found.after) == ("total", "10 / 20", "12 / 20")


# Files


def with_files(folder: Path, **files: str) -> Course:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    grading = settings(**{name: f"{name}.csv" for name in files})
    worker = course.WorkerSettings(())
    return Course("A course", worker, (), grading=grading, folder=str(folder))


def test_files_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    catalogue = with_files(
        tmp_path,
        extensions="\ufeffid;name;deadline;why\r\n17;Ada;2026-03-05T12:00+01:00;ill\r\n;Bob;2026-03-06T12:00Z;\r\n",
        groups='submission,name,id\nteam,"Doe, Jane",1\nteam,,2\n',
        manual="submission;points;comment\nada;1,5;well done\nbob;-2;\n",
    )
    found = levers.read(catalogue, {"ada": Student("ada", submitted="2026-03-02T12:00+01:00")}, tmp_path)
    assert sorted(found.deadlines) == ["17", "bob"]
    assert found.groups == {"team": (Member("Doe, Jane", "1"), Member("", "2"))}
    assert found.manual == {"ada": Manual(Decimal("1.5"), "well done"), "bob": Manual(Decimal(-2))}
    assert found.times == {"ada": datetime.fromisoformat("2026-03-02T12:00+01:00")}


@pytest.mark.parametrize(
    ("entry", "text", "parts"),
    [
        ("extensions", "name,until\n", ["extensions.csv", "no column deadline"]),
        ("extensions", "who,deadline\n", ["no column name or id"]),
        ("extensions", "name,deadline\nada,2026-03-05 12:00\n", ["line 2", "2026-03-05 12:00", "zone", "write"]),
        ("extensions", "name,deadline\nada,soon\n", ["line 2", "soon", "write"]),
        ("extensions", "name,id,deadline\n,,2026-03-05T12:00Z\n", ["line 2", "name or id is empty"]),
        ("manual", "submission,points\nada,\n", ["line 2", "points is empty"]),
        ("manual", "submission,points\nada,many\n", ["line 2", "many", "use a number"]),
        ("manual", "submission,points\nada,1.234\n", ["line 2", "1.234", "two decimals"]),
        ("manual", "submission,points\nada,1\nADA,2\n", ["line 3", "ADA", "twice", "remove"]),
        ("groups", "submission\nteam\n", ["no column name or id"]),
        ("groups", "", ["no column submission"]),
        ("groups", "submission,name\n" + "x" * 200_000 + ",a\n", ["groups.csv", "not CSV", "save it"]),
    ],
)
def test_a_wrong_file_is_named_with_its_line(entry: str, text: str, parts: list[str], tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        levers.read(with_files(tmp_path, **{entry: text}), {}, tmp_path)
    for part in parts:
        assert part in str(caught.value)


def test_the_documented_table_is_a_right_one() -> None:
    text = (support.ROOT / "docs" / "instructors.md").read_text(encoding="utf-8").partition("```toml\n[grading]")[2]
    table = tomllib.loads(f"[grading]{text.partition('```')[0]}")["grading"]
    found = msgspec.convert(table, Grading)
    assert {*table} == {*Grading.__struct_fields__}
    assert {*table["late"]} == {*LatePolicy.__struct_fields__}
    assert found.late == LatePolicy(Decimal(2), Decimal(10), 7)


def test_a_time_of_the_roster_has_a_zone(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"roster.csv: ada: 2026-03-02 12:00 is no time with its zone; write"):
        levers.read(with_files(tmp_path), {"ada": Student("ada", submitted="2026-03-02 12:00")}, Path("roster.csv"))


def test_what_nobody_has_and_what_is_not_known_is_said() -> None:
    one = Levers(
        settings(extensions="e.csv", manual="m.csv"), {"zoe": DEADLINE}, manual={"yan": Manual(Decimal(1))},
        students={"bob": Student("bob", late="yes")},
    )  # fmt: skip
    reports = one.apply({"ada": record("ada"), "bob": record("bob")}, {})
    assert list(one.remarks(reports, ())) == [
        "e.csv: no submission of zoe",
        "m.csv: no submission of yan",
        "no time of submission, not taken as late: ada, bob",
        "late, says the roster, but not since when: bob",
    ]


@pytest.mark.parametrize("seconds", [0, 10**9])
def test_the_newest_file_tells_the_time(seconds: int, tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "ada", a="", b="")
    os.utime(folder / "a.py", (seconds, seconds))
    os.utime(folder / "b.py", (0, 0))
    assert levers.modified(folder) == datetime.fromtimestamp(seconds, UTC)
    assert levers.modified(folder / "b.py") == datetime.fromtimestamp(0, UTC)
    assert levers.modified(tmp_path / "nothing") is None


# The command


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("levers")
    support.tiny_course(place / "course")
    for name in ("ada@1", "ada@2", "team", "bob"):
        hand_in(place / "in" / name, sums=DOUBLE, **({} if name == "bob" else {"more": TRIPLE}))
    students = [
        Student("ada@1", "1", "Ada", submitted="2026-03-02T11:00+00:00"),
        Student("ada@2", "1", "Ada", submitted="2026-03-05T11:00+00:00"),
        Student("bob", "2", "Bob", submitted="2026-03-03T13:00+00:00"),
        Student("eve", "4", "Eve"),
    ]
    (place / "in" / roster.FILE).write_text(roster.render(students))
    (place / "course" / "groups.csv").write_text("submission,name,id\nteam,Cem,5\nteam,Dan,6\n")
    (place / "course" / "manual.csv").write_text("submission,points,comment\nteam,-0.5,late questions\n")
    return place


TABLE = """
[grading]
deadline = 2026-03-02T12:00:00Z
groups = "groups.csv"
manual = "manual.csv"
attempts = "best"
missing = "zero"

[grading.late]
points_per_day = 0.5
"""


def graded(place: Path, table: str) -> Batch:
    catalogue = place / "course" / "course.toml"
    before = catalogue.read_text().partition("\n[grading]")[0]
    catalogue.write_text(before + table)
    return support.grade(place / "course", sorted((place / "in").iterdir()), place / "out")


def test_settings_change_records_and_grade_nothing_again(isolated: str, place: Path) -> None:
    first = graded(place, "")
    assert first.done.returncode == 0, first.text
    assert "No submission: Eve." in first.done.stdout
    assert (place / "out" / roster.FILE).read_bytes() == (place / "in" / roster.FILE).read_bytes()
    before = {file: file.read_bytes() for file in (place / "out").glob("*/results.json")}
    assert len(before) == 4

    second = graded(place, TABLE)
    assert "Unchanged since the last run: 4." in second.done.stdout, second.text
    team = second.report("team")
    assert team["manual"] == {"points": -0.5, "comment": "late questions"}
    assert team["members"] == [{"name": "Cem", "id": "5"}, {"name": "Dan", "id": "6"}]
    assert second.report("bob")["late"]["days"] == 2
    assert second.report("ada_2")["attempt"] == {"of": "ada", "number": 2, "counts": False}
    assert all(json.loads(raw)["digest"] == json.loads(file.read_bytes())["digest"] for file, raw in before.items())
    rows = list(csv.DictReader((place / "out" / "gradebook.csv").open(newline="")))
    assert [(row["name"], row["student"], row["total"]) for row in rows[1:]] == [
        ("ada@1", "Ada", "6"), ("bob", "Bob", "3"), ("team", "Cem", "6"), ("team", "Dan", "6"), ("eve", "Eve", "0"),
    ]  # fmt: skip
    assert rows[2]["reason"] == "2 days late: −1 points"
    assert "2 days late: −1 points" in second.done.stdout

    done = run(GRADER, "export", "gradebook", place / "out", "--out", place / "again.csv", cwd=place / "course")
    assert done.returncode == 0, done
    assert (place / "again.csv").read_text() == (place / "out" / "gradebook.csv").read_text()

    third = graded(place, "")
    assert "Unchanged since the last run: 4." in third.done.stdout
    assert {file: file.read_bytes() for file in before} == before, "without settings, a record is what it was"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("name\nada\n", ["roster.csv", "no column submission"]),
        ("submission;id\nada;1\nada;2\n", ["line 3", "ada", "twice"]),
        ("submission\n" + "x" * 200_000, ["roster.csv", "not CSV"]),
    ],
)
def test_a_wrong_roster_is_refused_before_anything_is_graded(
    text: str, parts: list[str], tiny_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / roster.FILE).write_text(text)
    done = run(GRADER, "grade", hand_in(tmp_path / "ada"), tmp_path / roster.FILE, "--out", "out", cwd=tiny_folder)
    assert_refused(done, 2, *parts)


def test_a_roster_alone_is_no_class(tiny_folder: Path, tmp_path: Path) -> None:
    (tmp_path / roster.FILE).write_text("submission\n")
    assert_refused(run(GRADER, "grade", tmp_path / roster.FILE, "--out", "out", cwd=tiny_folder), 2, "no submission")


@pytest.mark.parametrize("name", ["roster.csv", "ROSTER.csv", "gradebook.csv", ".roster.csv"])
def test_no_submission_takes_the_name_of_a_file_beside_the_results(name: str) -> None:
    assert folder_name(name).lower() == f"{name.lower().lstrip('.')}_"
