"""Every format shows the totals of the record, keeps the rules of its platform, and lets nobody write a command."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml, TestSuite
from support import GRADER, assert_refused, run

from grader import results, roster
from grader.files import write_atomically
from grader.results import CheckResult, Counterexample, ExerciseResult, Late, Manual, Member, Report, Status
from grader.roster import Student
from grader.writers import canvas, classroom50, filling, github, gradebook, gradescope, junit, moodle
from grader.writers.entries import Entry, entries, without_submission
from grader.writers.filling import FillingError
from grader.writers.places import Places

SCHEMAS = Path(__file__).parent / "schemas"
NASTY = 'a, "b"\n=1+1\r\n::error::x ##[group] | <script>alert(1)</script> \u202e %0A [x](http://y)'
ENVIRONMENT = {
    "CLASSROOM": "cs1", "ASSIGNMENT": "conv", "SUBMISSION_TAG": "submit/1", "COMMIT_URL": "https://x/c",
    "RELEASE_URL": "https://x/r", "REVIEW_URL": "",
}  # fmt: skip
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def check(name: str, status: Status, score: int, most: int, message: str = "") -> CheckResult:
    example = Counterexample("f(1)", "2", NASTY) if status == "failed" else None
    return CheckResult(name, f"{name} works", status, score, most, message, example)


def exercise(name: str, *found: CheckResult, bonus: bool = False) -> ExerciseResult:
    return results.exercise_result(name, f"The {name}", "module", bonus, found)


def report(name: str, *exercises: ExerciseResult) -> Report:
    return results.report(name, exercises, digest="d", facts={}, marks=["limit hit"])


def sample(name: str = "ada", *more: ExerciseResult) -> Report:
    """Return a record with everything: passed, failed, retired, without points, bonus."""
    return report(
        name,
        exercise("right", check("a", "passed", 3, 3), check("b", "passed", 2, 2)),
        exercise("wrong", check("c", "failed", 0, 4, NASTY), check("d", "passed", 1, 1)),
        exercise("retired", check("e", "skipped", 0, 2, "removed: unclear"), check("f", "passed", 2, 2)),
        exercise("absent", check("g", "skipped", 0, 7, "not checked here")),
        exercise("raising", check("h", "error", 0, 5, "your code raised E\n  module.py, line 4, in raising")),
        exercise("begun", check("i", "not_started", 0, 1, "not started yet")),
        exercise("extra", check("j", "passed", 6, 6), bonus=True),
        *more,
    )


SAMPLE = sample()
OURS = exercise("ours", check("k", "kit_error", 0, 3, "the judge was lost"))
TOTAL, MAXIMUM = 8, 18


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of(*reports: Report, known: tuple[Student, ...] = ()) -> list[Entry]:
    records = {report.submission: report for report in reports}
    listed = {student.submission: student for student in known}
    return entries(records, listed, without_submission(records, listed))


# Gradescope and Classroom 50


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def test_gradescope_gets_every_exercise_with_its_maximum() -> None:
    found = json.loads(gradescope.render(SAMPLE))
    jsonschema.validate(found, schema("gradescope"))
    tests = {test["name"].partition(":")[0]: test for test in found["tests"]}
    assert found["score"] == sum(test.get("score", 0) for test in tests.values()) == TOTAL
    assert sum(test.get("max_score", 0) for test in tests.values()) == MAXIMUM
    assert list(tests) == [e.id for e in SAMPLE.exercises]
    assert "status" not in tests["absent"], "it was not checked"
    assert "score" not in tests["extra"], "the grade does not count it"
    assert tests["extra"]["output"].startswith("Bonus: 6 of 6 bonus points.")
    assert tests["wrong"]["status"] == "failed"
    assert "<script>" in tests["wrong"]["output"], "the output is text"


def test_gradescope_lists_the_same_tests_for_a_submission_without_anything() -> None:
    lacking = [exercise(e.id, *[check(c.id, "missing", 0, c.max_score) for c in e.checks]) for e in SAMPLE.exercises]
    both = SAMPLE, report("bob", *lacking)
    names = [[test["name"] for test in json.loads(gradescope.render(one))["tests"]] for one in both]
    assert names[0] == names[1]


def test_classroom_50_gets_whole_numbers_without_bonus() -> None:
    found = json.loads(classroom50.render(SAMPLE, ENVIRONMENT, NOW))
    jsonschema.validate(found, schema("classroom50"))
    assert (found["score"], found["max-score"]) == (TOTAL, MAXIMUM)
    assert sum(test["score"] for test in found["tests"]) == TOTAL
    assert sum(test["max-score"] for test in found["tests"]) == MAXIMUM
    assert found["review"] == found["commit"], "there is no pull request"
    assert found["datetime"] == "2026-03-02T12:00:00Z"
    assert not [test for test in found["tests"] if test["test-name"].startswith("extra")]


# JUnit


def suites(raw: bytes) -> list[TestSuite]:
    return [suite for suite in JUnitXml.fromstring(raw) if isinstance(suite, TestSuite)]


def test_junit_has_a_case_for_each_check_with_file_and_line() -> None:
    source = "import x\n\ndef wrong():\n    return 1\n\ndef raising():\n    pass\n"
    (suite,) = suites(junit.render({"ada": SAMPLE}, Places("student", {"module.py": source})))
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (10, 3, 0, 2)
    properties = {p.name: p.value for p in suite.properties()}
    assert properties == {"total": str(TOTAL), "score": str(TOTAL), "max_score": str(MAXIMUM), "bonus": "6"}
    cases = {case.name: case for case in suite}
    places = {n: (c._elem.get("file"), c._elem.get("line")) for n, c in cases.items()}
    assert places["c"] == ("student/module.py", "3")
    assert places["h"] == ("student/module.py", "4"), "where it raised"
    assert places["i"] == ("student/module.py", None), "there is no such function"
    (failure,) = cases["c"].result
    assert 'got: a, "b"' in failure.text
    assert "\u202e" not in failure.text


def test_junit_names_each_case_once() -> None:
    twice = exercise("wrong", check("c", "failed", 0, 1), check("c", "failed", 0, 1))
    found = suites(junit.render({"ada": sample("ada", twice), "bob": sample("bob")}, Places()))
    names = [(case.classname, case.name) for suite in found for case in suite]
    assert len(set(names)) == len(names)


def test_a_record_of_anybody_is_xml() -> None:
    odd = msgspec.structs.replace(exercise("a", check("\0", "failed", 0, 1)), module="../\x00\n<x>", title="\ud800")
    (suite,) = suites(junit.render({"\x1b": report("a", odd), "b": SAMPLE}, Places()))[:1]
    assert suite.failures == 1


def test_junit_tells_our_fault_from_a_failure() -> None:
    (suite,) = suites(junit.render({"ada": sample("ada", OURS)}, Places()))
    assert (suite.errors, suite.failures) == (1, 3)


@given(st.text(st.characters()))
def test_junit_is_xml_whatever_a_submission_says(text: str) -> None:
    one = report(
        text or "x", exercise("a", CheckResult("a", text, "failed", 0, 1, text, Counterexample(text, text, text)))
    )
    (suite,) = suites(junit.render({"x": one}, Places()))
    assert suite.failures == 1


# GitHub Actions

COMMAND = re.compile(r"\s*::([\w-]+)(?: ([^\r\n]*?))?::(.*)")


def commands(lines: list[str]) -> list[tuple[str, dict[str, str], str]]:
    """Read lines as the runner does: a command after blanks, or `##[` anywhere."""
    found = []
    for line in lines:
        assert "##[" not in line
        assert not re.search(r"[\r\n]", line)
        if read := COMMAND.fullmatch(line):
            pairs = (part.partition("=") for part in (read[2] or "").split(",") if part)
            found.append((read[1], {name: unescaped(value) for name, _, value in pairs}, unescaped(read[3])))
    return found


def unescaped(text: str) -> str:
    codes = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    return re.sub("%(0D|0A|3A|2C|25)", lambda code: codes[code[0]], text)


def test_github_gets_one_error_for_each_exercise_that_is_wrong() -> None:
    first, *found = commands(list(github.annotations(SAMPLE, Places("student"))))
    assert first[0] == "remove-matcher"
    assert [(kind, fields["title"].partition(":")[0]) for kind, fields, _ in found] == [
        ("error", "wrong"), ("error", "raising"),
    ]  # fmt: skip
    assert found[1][1]["file"] == "student/module.py"
    assert found[1][1]["line"] == "4"
    assert found[1][2].startswith("your code raised E\n")
    assert "\n=1+1" in found[0][2]


def test_github_shows_ten_errors_and_says_that_there_are_more() -> None:
    many = report("ada", *[exercise(f"e{i}", check("a", "failed", 0, 1)) for i in range(14)])
    lines = list(github.annotations(many, Places()))
    assert [kind for kind, _, _ in commands(lines)].count("error") == 10
    assert lines[-1] == "0 of 14 points. 4 more exercises are wrong."


def test_github_warns_where_the_kit_failed() -> None:
    kinds = [kind for kind, _, _ in commands(list(github.annotations(sample("ada", OURS), Places())))]
    assert kinds == ["remove-matcher", "error", "error", "warning"]


@given(st.text(st.characters(), max_size=30) | st.text(":#[\n\r% \u2028", max_size=20), st.text(":,%\n", max_size=9))
def test_no_text_becomes_a_command_of_github(text: str, folder: str) -> None:
    one = report("ada", exercise("a", check("a", "failed", 0, 1, text)))
    lines = list(github.annotations(one, Places(folder)))
    assert [kind for kind, _, _ in commands(lines)] == ["remove-matcher", "error"]
    assert lines[1].count("::") == 2


@pytest.mark.parametrize("text", [NASTY, "<pre></pre>\n\n# x", "`x` *y* | z", "@team https://x"])
def test_the_step_summary_shows_text_as_text(text: str) -> None:
    shown = github.summary(report("ada", exercise("a", check("a", "failed", 0, 1, text)))).decode()
    inside = re.search(r"<pre>(.*)</pre>", shown, re.DOTALL)
    assert inside
    assert re.fullmatch(r"[\w &#;]*", inside[1])
    assert html.unescape(inside[1]) == "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)


def test_the_step_summary_fits() -> None:
    long = [exercise(f"e{i}", check("a", "failed", 0, 1, "*" * 2000)) for i in range(200)]
    shown = github.summary(report("ada", *long))
    assert len(shown) <= 1 << 20
    assert shown.count(b"| 0 of 1 |") == 200
    assert shown.rstrip().endswith(b"</details>")


# The gradebook


def test_the_gradebook_has_maxima_reasons_and_whoever_is_missing() -> None:
    known = (Student("ada", "17", 'Lovelace, "Ada"', "ada@x.org"), Student("eve", "18", "=Eve"))
    found = rows(gradebook.render(of(SAMPLE, sample("bob", OURS), known=known)))
    maximum, ada, bob, eve = found
    assert [maximum[name] for name in ("name", "score", "bonus", "total", "wrong", "extra")] == [
        "maximum", str(MAXIMUM), "6", str(MAXIMUM), "5", "6",
    ]  # fmt: skip
    assert [ada[name] for name in ("student", "id", "email", "total")] == ['Lovelace, "Ada"', "17", "ada@x.org", "8"]
    assert (bob["score"], bob["total"], bob["wrong"]) == ("", "", "1")
    assert bob["reason"] == "not graded because of an error of the kit: ours"
    assert (eve["name"], eve["student"], eve["total"], eve["reason"]) == ("eve", "'=Eve", "", "no submission")


NAMES = ["Doe, Jane", 'Ann "the first"', "two\nlines", "=1+1", "\u202e=1+1", "٠\u200fعلي", "a;=b", "O'Neil"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_roster_is_one_harmless_field_and_finds_its_row(name: str) -> None:
    known = Student("ada", name=name, email=name)
    (_, row) = rows(gradebook.render(of(SAMPLE, known=(known,))))
    for cell in (row["student"], row["email"]):
        assert cell.isprintable()
        assert not [part for part in cell.split(";") if part.strip().startswith(gradebook.FORMULA_STARTS)]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["Student", "ID", TITLE], [name, "1", ""]])
    raw, _ = canvas.render(of(SAMPLE, known=(known,)), text.getvalue().encode(), TITLE, MAXIMUM)
    assert cells(raw)[1] == [name, "1", "8"]


@pytest.mark.parametrize("start", ["\u202e", "\u200f ", "\0", "\ufeff"])
def test_a_formula_behind_what_is_not_seen_is_neutralised(start: str) -> None:
    assert gradebook.neutral(f"{start}=1+1").startswith("'")
    assert gradebook.neutral("A\u202eb-c") == "A\u202eb-c"


# Canvas

TITLE = "Convolutions (123)"
CANVAS = f"""\
Student,Notes,ID,SIS User ID,SIS Login ID,Root Account,Section,Other (7),"{TITLE}",Current Score,Final Points
,,,,,,,Manual Posting,,(read only),(read only)
    Points Possible,,,,,,,"1,5",18.0,(read only),(read only)
"Lovelace, Ada",,101,a17,ada@x.org,x.instructure.com,"One, two","0,5",,50,1
"O'Neil, Bob",,102,b18,bob,x.instructure.com,One,N/A,3.00,50,1
"Curie, Eve",,103,c19,eve,x.instructure.com,One,,EX,50,1
"Curie, Fay",,104,d20,fay,x.instructure.com,One,,N/A,50,1
"Student, Test",,105,,f00,x.instructure.com,One,,,50,1
"""


def cells(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode().lstrip("\ufeff"), newline="")))


def filled(text: str, *reports: Report, known: tuple[Student, ...] = ()) -> tuple[bytes, list[str]]:
    return canvas.render(of(*reports, known=known), text.encode(), TITLE, MAXIMUM)


def test_canvas_changes_grades_and_nothing_else() -> None:
    raw, remarks = filled(CANVAS, sample("a17"), sample("bob"), sample("eve"), sample("Fay Curie"))
    before, after = cells(CANVAS.encode()), cells(raw)
    changed = {
        (x, y): cell for x, row in enumerate(after) for y, cell in enumerate(row) if cell != before[x][y]
    }  # fmt: skip
    assert changed == {(3, 8): "8", (4, 8): "8"}
    assert remarks == ["Curie, Eve: EX is kept", "Curie, Fay: N/A is kept"]


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_canvas_files_keep_their_form(bom: str, delimiter: str, end: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(cells(CANVAS.encode()))
    given = bom + text.getvalue()
    raw, _ = filled(given)
    assert raw.decode() == given
    raw, _ = filled(given, sample("bob"))
    assert raw.decode() == given.replace("3.00", "8")


@pytest.mark.parametrize(
    ("student", "row"),
    [
        (Student("x", "101"), 3),
        (Student("x", "B18"), 4),
        (Student("x", email="ADA@x.org"), 3),
        (Student("x", name="Bob O'Neil"), 4),
        (Student("x", name="o'neil,  bob"), 4),
        (Student("x", "104", "Ada Lovelace"), 6),
    ],
)
def test_canvas_students_are_found_by_ids_before_names(student: Student, row: int) -> None:
    raw, _ = filled(CANVAS.replace("N/A,50", ",50"), sample("x"), known=(student,))
    assert [i for i, cell in enumerate(cells(raw)) if cell[8] == "8"] == [row]


def test_canvas_refuses_unknown_students_with_all_names() -> None:
    with pytest.raises(FillingError, match="no row for x, Zoe; correct"):
        filled(CANVAS, sample("x"), sample("bob"), sample("y"), known=(Student("y", name="Zoe"),))


def test_canvas_refuses_students_who_are_not_clear() -> None:
    with pytest.raises(FillingError, match="Eve Curie fits 2 rows"):
        filled(CANVAS.replace("Fay", "Eve"), sample("Eve Curie"))
    with pytest.raises(FillingError, match="101 and ada fit the same row"):
        filled(CANVAS, sample("101"), sample("ada"), known=(Student("ada", "a17"),))


@pytest.mark.parametrize("title", ["Convolutions", "Convolutions (124)", "Current Score", "Notes"])
def test_canvas_refuses_a_column_that_is_no_assignment(title: str) -> None:
    with pytest.raises(FillingError, match=re.escape("use one of: Other (7), Convolutions (123)")):
        canvas.render(of(SAMPLE), CANVAS.encode(), title, MAXIMUM)


def test_canvas_leaves_what_the_kit_failed_on_and_who_is_missing() -> None:
    known = (Student("ada", "101"), Student("fay", "104"))
    raw, _ = filled(CANVAS, sample("ada", OURS), known=known)
    assert cells(raw) == cells(CANVAS.encode())


def test_canvas_says_that_it_counts_from_other_points() -> None:
    _, remarks = filled(CANVAS.replace("18.0", "10.0"), sample("bob"))
    assert remarks == ["points possible are 10 in this file and 18 here"]


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xff\xfe", b'a,"b\n', b'"a"b,c\n', b"Student,ID\n"])
def test_a_file_that_is_none_of_canvas_is_refused(raw: bytes) -> None:
    with pytest.raises(FillingError):
        canvas.render(of(SAMPLE), raw, TITLE, MAXIMUM)


# Moodle

WORKSHEET = """\
\ufeffIdentifier,"Full name","ID number","Email address",Status,Grade,"Maximum grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 1234567","Jane Doe",a17,jane@x.org,"Submitted for grading - ",,18.00,Yes,"Monday, 2 March 2026, 9:26 PM",-,
"Participant 1234568","Zoë Li",b18,zoe@x.org,"No submission - ","7,00",18.00,Yes,-,-,"<p>old</p>"
"""
GERMAN = {
    "Identifier": "ID", "Full name": "Vollständiger Name", "Grade,": "Bewertung,", "Maximum grade": "Bestwertung",
    "Feedback comments": "Feedback als Kommentar", "Participant ": "Teilnehmer/in",
}  # fmt: skip


def marked(text: str, *reports: Report, known: tuple[Student, ...] = ()) -> tuple[bytes, list[str]]:
    return moodle.render(of(*reports, known=known), text.encode(), "", "", MAXIMUM)


@pytest.mark.parametrize("name", ["1234567", "a17", "jane@x.org", "Jane Doe"])
@pytest.mark.parametrize("words", [{}, GERMAN])
def test_moodle_gets_grade_and_feedback_together(name: str, words: dict[str, str]) -> None:
    text = WORKSHEET
    for english, other in words.items():
        text = text.replace(english, other)
    raw, remarks = marked(text, sample(name))
    assert remarks == []
    assert raw.startswith("\ufeff".encode())
    titles, jane, zoe = cells(raw)
    assert (titles, zoe) == (cells(text.encode())[0], cells(text.encode())[2])
    assert jane[5] == "8"
    assert jane[:5] + jane[6:10] == (was := cells(text.encode())[1])[:5] + was[6:10]
    assert jane[10].startswith("<p>8 of 18 points and 6 bonus points.</p>")
    assert "<script>" not in jane[10]
    assert "&lt;script&gt;" in jane[10]


def test_moodle_rows_are_never_added() -> None:
    with pytest.raises(FillingError, match="no row for x"):
        marked(WORKSHEET, sample("x"))


def test_moodle_titles_can_be_named() -> None:
    text = WORKSHEET.replace("Grade,", "Karakter,").replace("Feedback comments", "Kommentarer")
    with pytest.raises(FillingError, match=r"name it with --column, one of: Identifier, .*Karakter"):
        marked(text, sample("a17"))
    raw, remarks = moodle.render(of(sample("a17")), text.encode(), "Karakter", "Kommentarer", 20)
    assert [cells(raw)[1][i][:4] for i in (5, 10)] == ["8", "<p>8"]
    assert remarks == ["the maximum grade is 18 in this worksheet and 20 here"]


def test_moodle_without_feedback_comments_gets_grades_and_says_so() -> None:
    text = "\n".join(line.rpartition(",")[0] for line in WORKSHEET.splitlines()) + "\n"
    raw, remarks = marked(text, sample("a17"))
    assert cells(raw)[1][5] == "8"
    assert "grades only" in remarks[0]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3), min_size=1, max_size=3
    )
)
def test_what_is_not_filled_in_comes_back(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["a", "b", "c,d"], *rows])
    sheet = filling.read(text.getvalue().encode())
    assert sheet.rows == [["a", "b", "c,d"], *rows]
    assert filling.read(sheet.render()).rows == sheet.rows


# The command


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a class of three, a roster with a fourth, and files of Canvas and Moodle."""
    for name, one in {"ada": sample("ada"), "bob": sample("bob"), "=cmd": sample("=cmd")}.items():
        write_atomically(tmp_path / "results" / name.strip("=") / results.FILE, results.to_json(one))
    students = [
        Student("ada", "101", "Ada Lovelace"), Student("bob", "102", "Bob"), Student("cmd", "103", "=Eve, \u202e"),
        Student("dan", "104", "Dan"),
    ]  # fmt: skip
    (tmp_path / "results" / roster.FILE).write_text(roster.render(students))
    (tmp_path / "canvas.csv").write_text(CANVAS.replace("EX,50", ",50"))
    (tmp_path / "moodle.csv").write_text(WORKSHEET.replace("1234567", "101").replace("1234568", "102"))
    return tmp_path


Export = Callable[..., CompletedProcess[str]]


@pytest.fixture
def export(place: Path) -> Export:
    def call(*arguments: object, **variables: str | None) -> CompletedProcess[str]:
        return run(GRADER, "export", *arguments, cwd=place, env={"GITHUB_STEP_SUMMARY": None} | variables)

    return call


def test_all_totals_are_equal(place: Path, export: Export) -> None:
    assert export("gradebook", "results", "--out", "book.csv").returncode == 0
    assert (
        export("canvas", "results", "--roster-file", "canvas.csv", "--column", TITLE, "--out", "c.csv").returncode == 0
    )
    assert export("gradescope", "results/ada", "--out", "g.json").returncode == 0
    assert export("classroom50", "results/ada", "--out", "r.json", **ENVIRONMENT).returncode == 0
    assert export("junit", "results", "--out", "j.xml").returncode == 0
    book = {row["name"]: row["total"] for row in rows((place / "book.csv").read_text())}
    assert book == {"maximum": "18", "ada": "8", "bob": "8", "'=cmd": "8", "dan": ""}
    assert [row[8] for row in cells((place / "c.csv").read_bytes())[3:]] == ["8", "8", "8", "N/A", ""]
    assert json.loads((place / "g.json").read_bytes())["score"] == TOTAL
    assert json.loads((place / "r.json").read_bytes())["score"] == TOTAL
    for suite in suites((place / "j.xml").read_bytes()):
        assert {p.name: p.value for p in suite.properties()}["total"] == str(TOTAL)


def test_annotations_are_printed_and_the_summary_is_added(place: Path, export: Export) -> None:
    (place / "summary.md").write_text("# Before\n")
    done = export("github", "results/ada", "--sources", "student", GITHUB_STEP_SUMMARY="summary.md")
    assert done.returncode == 0, done
    assert len(commands(done.stdout.splitlines())) == 3
    assert (place / "summary.md").read_text().startswith("# Before\n## 8 of 18 points")


def test_all_formats_count_what_settings_add_and_take(place: Path, export: Export) -> None:
    late = Late("2026-03-05T12:00:00+00:00", "2026-03-02T12:00:00+00:00", 3, Decimal("2.75"))
    both = Manual(Decimal("1.25"), "=well ::error::done"), (Member("Ada Lovelace"), Member("Bob", "102"))
    one = msgspec.structs.replace(SAMPLE, late=late, manual=both[0], members=both[1])
    write_atomically(place / "results" / "ada" / results.FILE, results.to_json(one))
    for old in ("bob", "cmd"):
        (place / "results" / old / results.FILE).unlink()
    canvas_file = ("--roster-file", "canvas.csv", "--column", TITLE)
    assert export("canvas", "results", *canvas_file, "--out", "c.csv").returncode == 0
    assert export("moodle", "results", "--roster-file", "moodle.csv", "--out", "m.csv").returncode == 0
    assert [row[8] for row in cells((place / "c.csv").read_bytes())[3:5]] == ["7", "7"]
    assert [row[5] for row in cells((place / "m.csv").read_bytes())[1:]] == ["7", "7"]
    why = "3 days late: −2.75 points. by hand: +1.25 points (=well ::error::done)."
    assert why in cells((place / "m.csv").read_bytes())[1][10]
    found = json.loads(gradescope.render(one))
    assert (found["score"], found["output"]) == (7, f"7 of 18 points and 6 bonus points. {why}")
    assert json.loads(classroom50.render(one, ENVIRONMENT, NOW))["score"] == 7
    (suite,) = suites(junit.render({"ada": one}, Places()))
    assert {p.name: p.value for p in suite.properties()}["total"] == "7"
    lines = list(github.annotations(one, Places()))
    assert lines[-1].startswith("7 of 18 points")
    assert len(commands(lines)) == 3
    assert [row["total"] for row in rows(gradebook.render(of(one)))] == ["18", "7", "7"]
    assert [row["late"] + row["manual"] for row in rows(gradebook.render(of(one)))][1:] == ["-2.751.25"] * 2


def test_whoever_is_missing_gets_zero_where_the_course_says_so() -> None:
    listed = entries({}, {}, [Student("x", "101"), Student("y", "1234567")], zero=True)
    raw, _ = canvas.render(listed, CANVAS.encode(), TITLE, MAXIMUM)
    assert cells(raw)[3][8] == "0"
    raw, _ = moodle.render(listed, WORKSHEET.encode(), "", "", MAXIMUM)
    assert (cells(raw)[1][5], cells(raw)[1][10]) == ("0", "<p>no submission</p>")


def test_classroom_50_gets_no_more_than_the_maximum() -> None:
    more = msgspec.structs.replace(SAMPLE, manual=Manual(Decimal(50)))
    assert json.loads(classroom50.render(more, ENVIRONMENT, NOW))["score"] == MAXIMUM


def test_a_terminal_without_a_character_gets_a_plain_one_or_its_number(place: Path, export: Export) -> None:
    one = msgspec.structs.replace(SAMPLE, manual=Manual(Decimal(-1), "李明"))
    write_atomically(place / "results" / "ada" / results.FILE, results.to_json(one))
    done = export("github", "results/ada", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done
    assert done.stdout.endswith("by hand: -1 points (\\u674e\\u660e).\n")


@pytest.mark.parametrize("format", ["gradescope", "classroom50"])
def test_a_fault_of_the_kit_leaves_no_file(format: str, place: Path, export: Export) -> None:
    (place / "out.json").write_text("{}")
    write_atomically(place / "results" / "ada" / results.FILE, results.to_json(sample("ada", OURS)))
    assert_refused(export(format, "results/ada", "--out", "out.json", **ENVIRONMENT), 3, "error of the kit", "nothing")
    assert not (place / "out.json").exists()


def test_a_fault_of_the_kit_leaves_one_student_without_a_grade(place: Path, export: Export) -> None:
    write_atomically(place / "results" / "ada" / results.FILE, results.to_json(sample("ada", OURS)))
    assert_refused(export("gradebook", "results", "--out", "book.csv"), 3, "ada: not graded")
    book = {row["name"]: row["total"] for row in rows((place / "book.csv").read_text())}
    assert book == {"maximum": "21", "ada": "", "bob": "8", "'=cmd": "8", "dan": ""} | {"maximum": book["maximum"]}


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("gradescope", "results", "--out", "x"), ["3 submissions", "results/ada"]),
        (("gradebook", "results/ada", "--out", "x"), ["one submission", "above"]),
        (("gradebook", "results"), ["--out"]),
        (("gradebook", "nothing", "--out", "x"), ["nothing", "no results"]),
        (("canvas", "results", "--out", "x"), ["--roster-file", "platform"]),
        (("canvas", "results", "--out", "x", "--roster-file", "canvas.csv"), ["--column", "Convolutions (123)"]),
        (("canvas", "results", "--out", "x", "--roster-file", "no.csv", "--column", TITLE), ["no.csv", "No such file"]),
        (("moodle", "results", "--out", "x", "--roster-file", "moodle.csv"), ["moodle.csv", "no row for =Eve"]),
        (("moodle", "results", "--out", "moodle.csv", "--roster-file", "moodle.csv"), ["moodle.csv", "stays"]),
        (("classroom50", "results/ada", "--out", "x"), ["CLASSROOM", "not set"]),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    arguments: tuple[str, ...], parts: list[str], place: Path, export: Export
) -> None:
    assert_refused(export(*arguments, **dict.fromkeys(ENVIRONMENT)), 2, *parts)
    assert not (place / "x").exists()


def test_a_record_is_never_written_over(place: Path, export: Export) -> None:
    record = place / "results" / "ada" / results.FILE
    before = record.read_bytes()
    assert_refused(export("gradescope", "results/ada", "--out", record), 2, "is a record")
    assert record.read_bytes() == before


def test_a_record_that_is_not_valid_is_named(place: Path, export: Export) -> None:
    (place / "results" / "bob" / results.FILE).write_text("{}")
    assert_refused(export("gradebook", "results", "--out", "x"), 2, "bob", "not valid")
