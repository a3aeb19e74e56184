"""Feedback for each student: nothing of others, and names that the platforms match on."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import classes
import pytest
from classes import SCRIPT, TEXT
from click.testing import CliRunner, Result

from grader import cli, course, roster
from grader.reporting import feedback, handback
from grader.reporting.handback import HandbackError
from grader.roster import Student


def command(lesson: Path, run: Path, out: Path, *options: object) -> Result:
    arguments = ["feedback", run, "--out", out, "--course", lesson, *options]
    return CliRunner().invoke(cli.main, list(map(str, arguments)))


def test_each_student_gets_a_page_with_nothing_of_others(lesson: Path, thirty: Path, tmp_path: Path) -> None:
    assert command(lesson, thirty, tmp_path).exit_code == 0
    pages = {file.stem: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    students = classes.students(30)
    assert pages.keys() == {student.submission for student in students}
    for student in students:
        page = pages[student.submission]
        assert f"<h1>{student.name}</h1>" in page
        assert not [other.name for other in students if other.name in page and other != student]
        assert not re.search(r"<(a|script|img|link)\b", page), "it is one file that needs no other"
        assert "default-src" in page
    assert TEXT in pages["sub-04-Quoxleben"], "what the student's own code returned"


def test_markdown_keeps_what_students_wrote_in_fences(lesson: Path, tmp_path: Path) -> None:
    said = "````\n@everyone <img src=x> ![](https://elsewhere.example)"
    ada = classes.write_class(tmp_path / "run", lesson, [Student("ada"), Student("bob")], said)
    assert command(lesson, ada, tmp_path / "out", "--markdown").exit_code == 0
    text = (tmp_path / "out" / "bob.md").read_text(encoding="utf-8")
    assert "@everyone" in text
    outside, fence = [], ""
    for line in text.splitlines():
        marks = re.match(r"`{3,}", line)
        if marks and not fence:
            fence = marks[0]
        elif fence and line == fence:
            fence = ""
        elif not fence:
            outside.append(line)
    assert fence == ""
    assert not [line for line in outside if "@everyone" in line or "<img" in line or "elsewhere" in line]
    assert "| `double` |" in "\n".join(outside)


def test_long_markdown_fits_a_comment(lesson: Path, tmp_path: Path) -> None:
    run = classes.write_class(tmp_path / "run", lesson, [Student("ada"), Student("bob")], "x" * 19_000)
    catalogue = course.load(lesson)
    for one in feedback.each(catalogue, run, {}):
        assert len(one.markdown) < 65_536


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Jane Doe", "Jane Doe_1234567_assignsubmission_file/feedback.html"),
        ("Zoë_Li/../x", "Zoë Li .. x_1234567_assignsubmission_file/feedback.html"),
        ("~.", "student_1234567_assignsubmission_file/feedback.html"),
    ],
)
def test_moodle_finds_the_participant(name: str, path: str) -> None:
    found = handback.moodle(Student("jd", "1234567", name))
    assert found == path
    folder = found.split("/")[0].split("_")
    assert len(folder) == 4
    assert folder[1:] == ["1234567", "assignsubmission", "file"]


def test_moodles_zip_has_one_page_for_each_participant(lesson: Path, thirty: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        assert command(lesson, thirty, tmp_path / out, "--moodle").exit_code == 0
    with zipfile.ZipFile(tmp_path / "one" / "moodle.zip") as archive:
        names = archive.namelist()
        assert names[3] == "Zyxandra Vorblatt03_7700331_assignsubmission_file/feedback.html"
        assert len(names) == 30
        assert b"<h1>Zyxandra Vorblatt03</h1>" in archive.read(names[3])
    one, two = ((tmp_path / out / "moodle.zip").read_bytes() for out in ("one", "two"))
    assert one == two


CANVAS = (
    "doejane_LATE_12345_678910_images-1.py",
    "doejane_LATE_12345_678911_filters.py",
    "müllerjosé_12346_678912_my conv (2).py",
    "team_7_12347_678913_images.py",
    "stranger_99999_678914_images.py",
    "../evil_12348_678915_images.py",
)


def test_canvas_finds_the_file_that_a_student_submitted(lesson: Path, tmp_path: Path) -> None:
    students = [Student("jane", "12345", "Jane Doe"), Student("jose", "12346", SCRIPT), Student("evil", "12348")]
    run = classes.write_class(tmp_path / "run", lesson, students)
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        for name in CANVAS:
            archive.writestr(name, "code")
    done = command(lesson, run, tmp_path / "out", "--canvas", tmp_path / "submissions.zip")
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(tmp_path / "out" / "canvas.zip") as archive:
        assert archive.namelist() == [CANVAS[2], CANVAS[0]] or archive.namelist() == [CANVAS[0], CANVAS[2]]
        assert archive.read(CANVAS[0]).startswith(b"# A tiny course")


def test_teams_get_no_zip(lesson: Path, tmp_path: Path) -> None:
    team = [Student("team", "7", "Team", group="7")]
    run = classes.write_class(tmp_path / "run", lesson, team)
    assert command(lesson, run, tmp_path / "out", "--moodle").exit_code == 2
    with pytest.raises(HandbackError, match="another student"):
        handback.check_roster({"team": team[0]})
    (run / roster.FILE).unlink()
    assert command(lesson, run, tmp_path / "out", "--moodle").exit_code == 2
    assert command(lesson, run, tmp_path / "out").exit_code == 0
    assert not list((tmp_path / "out").glob("*.zip"))


@pytest.mark.parametrize("content", [b"no zip", b""])
def test_a_download_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "download.zip").write_bytes(content)
    with pytest.raises(HandbackError, match="cannot be read"):
        handback.canvas(tmp_path / "download.zip", {"ada": Student("ada", "1")})
