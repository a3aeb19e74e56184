"""A release is the same bytes each time, has nothing that students must not see, and is updated in place."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import support
from support import GRADER, assert_refused, run
from tiny_release import ACCEPTED, MISTAKE, Released

from grader import course, packages, wheel
from grader.cases.keys import Keys
from grader.course import CourseError
from grader.releasing import content, readme, settings, writing
from grader.releasing.content import Contents
from grader.releasing.writing import ReleaseError

WHEEL = "kit/convkit-0.1.0-py3-none-any.whl"


def files_in(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def contents_of(released: Released) -> Contents:
    """Return the release, made in this process."""
    catalogue = course.load(released.course)
    return content.contents(catalogue, Keys.of(catalogue))


def test_a_release_has_what_students_need_and_nothing_else(released: Released) -> None:
    names = re.sub(r"-[0-9a-f]{16}\.", ".", " ".join(files_in(released.folder))).split()
    assert sorted(names) == sorted(
        [
            *(".gitattributes", ".gitignore", "README.md", "conftest.py", "constraints.txt", "course.toml"),
            *(f"bank/{name}.{kind}" for name in ("double", "triple") for kind in ("cases", "knowledge")),
            *(WHEEL, "pytest.ini", "release.json", "requirements.txt"),
            *("student/more.py", "student/sums.py", "tests/exercises/test_more.py", "tests/exercises/test_sums.py"),
            "tutorial.ipynb",
        ]
    )


def test_the_archive_has_the_bytes_of_the_folder_and_no_two_files_of_other_bytes_have_one_time(
    released: Released, tmp_path: Path
) -> None:
    with zipfile.ZipFile(released.archive) as archive:
        archive.extractall(tmp_path)
        times = {info.date_time for info in archive.infolist()}
    assert files_in(tmp_path / "a-tiny-course") == files_in(released.folder)
    assert len(times) == len(set(files_in(released.folder).values()))


def test_the_same_course_gives_the_same_bytes_elsewhere(released: Released, tmp_path: Path) -> None:
    elsewhere = tmp_path / "moved"
    shutil.copytree(released.course, elsewhere)
    catalogue = course.load(elsewhere)
    again = content.contents(catalogue, Keys.of(catalogue))
    assert again.everything == contents_of(released).everything
    assert writing.zipped(again.everything, again.name) == writing.zipped(again.everything, again.name)


def test_a_change_of_the_course_changes_the_digest(released: Released, tmp_path: Path) -> None:
    elsewhere = tmp_path / "moved"
    shutil.copytree(released.course, elsewhere)
    support.rewrite(elsewhere / "course.toml", '"Twice a number"', '"Twice the number"')
    catalogue = course.load(elsewhere)
    assert content.contents(catalogue, Keys.of(catalogue)).record.digest != contents_of(released).record.digest


def test_the_wheel_is_the_same_bytes_each_time_and_has_the_kit(released: Released) -> None:
    name, built = wheel.of_the_kit()
    is_same = (released.folder / "kit" / name).read_bytes() == built
    assert is_same  # a difference is too long to be shown
    with zipfile.ZipFile(io.BytesIO(built)) as archive:
        names = archive.namelist()
    assert "grader/cli.py" in names
    assert "grader/writers/templates/practice.html.jinja" in names
    assert not [n for n in names if n.endswith(".pyc") or n.startswith(("tests", "reference", "student"))]


def test_the_environment_is_pinned(released: Released) -> None:
    constraints = (released.folder / "constraints.txt").read_text().splitlines()
    assert constraints == packages.pins(("numpy",)).splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", line) for line in constraints)
    named = {line.partition("==")[0] for line in constraints}
    assert {"numpy", "pytest", "hypothesis", "click"} <= named
    assert "mypy" not in named, "students need no linters"
    assert (released.folder / "requirements.txt").read_text() == f"./{WHEEL}\nnumpy\n"


def test_pip_can_install_the_wheel(released: Released) -> None:
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--no-index", "--ignore-installed"]
    options = [WHEEL, "-c", "constraints.txt"]
    done = subprocess.run([*command, *options], cwd=released.folder, capture_output=True, text=True, check=False)
    assert "Would install convkit-0.1.0" in done.stdout, done.stderr


def test_settings_lose_the_levers_and_nothing_else(released: Released) -> None:
    before = tomllib.loads((released.course / "course.toml").read_text())
    after = tomllib.loads((released.folder / "course.toml").read_text())
    assert before.pop("audit")
    assert after == before


@pytest.mark.parametrize("written", ["audit = { most_degenerate = 3 }", "audit.most_degenerate = 3"])
def test_levers_that_cannot_be_cut_out_are_refused(written: str, tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text(f'title = "A"\n{written}\n[worker]\npackages = []\n')
    with pytest.raises(CourseError, match=r"\[audit\] and \[grading\] cannot be cut out; write each as a table"):
        settings.for_students(tmp_path)


def test_levers_are_cut_out_wherever_they_stand(tmp_path: Path) -> None:
    ours = "[worker] # ours\npackages = [\n[1],\n]\n"
    text = f"[grading]\nlate = 1\n[grading.more]\nx = 1\n{ours}[audit] # theirs\nx = 2\n"
    (tmp_path / "course.toml").write_text(text)
    assert settings.for_students(tmp_path) == ours


def test_the_readme_leads_to_files_that_are_there(released: Released) -> None:
    text = (released.folder / "README.md").read_text()
    assert "2 exercises for 6 points." in text
    for name in re.findall(r"^\| `([^`:]+)` \|", text, re.MULTILINE):
        assert (released.folder / name).exists(), name


def test_the_guide_for_students_says_how_to_set_up_a_release() -> None:
    text = readme.guide((support.ROOT / "docs" / "students.md").read_text(encoding="utf-8"))
    assert text.startswith("# For students\n\n## Set up\n")
    assert "pip install -r requirements.txt -c constraints.txt" in text
    assert "make demo" not in text
    assert "## Work on an exercise" in text
    for link in re.findall(r"\]\(([^)#]+)", text):
        pytest.fail(f"{link} is not in a release")


def test_the_notebook_installs_the_wheel_of_the_release(released: Released) -> None:
    cells = json.loads((released.folder / "tutorial.ipynb").read_text())["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    assert "# %cd a-tiny-course\n# %pip install -q -r requirements.txt" in "\n".join(sources)
    assert any("def double(n):" in source for source in sources)
    assert not any(cell.get("outputs") for cell in cells)


def test_no_file_has_a_line_of_a_mistake_or_an_accepted_solution(released: Released) -> None:
    from grader.releasing import traces

    texts = [t for name, raw in files_in(released.folder).items() for t in traces.readings(name, raw)]
    for line in [*MISTAKE.splitlines(), *ACCEPTED.splitlines()]:
        code = "".join(line.split())
        if len(code) > 20 and not code.startswith(('"""', "#")):
            assert not any(code in text for text in texts), line
    sentence = "Thenumberismultipliedbyitself,notaddedtoitself."
    assert any(sentence in text for text in texts), "sentences are handed out"


# In place


def test_an_update_writes_what_changed_removes_what_is_gone_and_never_touches_a_students_work(
    released: Released, tmp_path: Path
) -> None:
    folder = released.copy(tmp_path / "handout")
    (folder / "student" / "sums.py").write_text("def double(n):\n    return 2 * n\n")
    (folder / "student" / "own.py").write_text("HELP = 1\n")
    (folder / "tutorial.ipynb").write_text("{}")
    (folder / "notes.txt").write_text("mine")
    (folder / "student" / "more.py").unlink()
    support.rewrite(folder / "course.toml", '"Twice a number"', '"An older title"')
    mine = {name: (folder / name).read_bytes() for name in ("student/sums.py", "student/own.py", "notes.txt")}
    whole = contents_of(released)
    wanted = replace(whole, files={name: content for name, content in whole.files.items() if name != "pytest.ini"})
    changes = writing.write(folder, wanted)
    assert {name: (folder / name).read_bytes() for name in mine} == mine
    assert (folder / "tutorial.ipynb").read_text() == "{}"
    assert (folder / "student" / "more.py").read_bytes() == wanted.files["student/more.py"], "a stub that is missing"
    assert changes.kept == ("student/sums.py",)
    assert changes.removed == ("pytest.ini",)
    assert set(changes.written) >= {"course.toml", "release.json", "student/more.py"}
    assert "bank/" not in " ".join(changes.written), "the cases are the same"
    again = writing.write(folder, wanted)
    assert (again.written, again.removed) == ((), ())


@pytest.mark.parametrize("named", ["../outside.txt", "/etc/hosts", "a/../../outside.txt", "C:\\x"])
def test_a_record_that_names_files_outside_of_the_folder_is_refused(
    named: str, released: Released, tmp_path: Path
) -> None:
    folder = released.copy(tmp_path / "handout")
    (tmp_path / "outside.txt").write_text("keep")
    record = json.loads((folder / "release.json").read_text())
    record["files"][named] = "0" * 64
    (folder / "release.json").write_text(json.dumps(record))
    with pytest.raises(ReleaseError, match="names files outside of the folder"):
        writing.write(folder, contents_of(released))
    assert (tmp_path / "outside.txt").read_text() == "keep"


def test_nothing_behind_a_link_is_removed(released: Released, tmp_path: Path) -> None:
    folder = released.copy(tmp_path / "handout")
    shutil.move(folder / "kit", tmp_path / "elsewhere")
    (folder / "kit").symlink_to(tmp_path / "elsewhere")
    writing.write(folder, contents_of(released))
    assert list((tmp_path / "elsewhere").glob("*.whl"))


def test_a_folder_that_is_no_release_is_refused_before_anything_is_written(released: Released, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert_refused(run(GRADER, "release", tmp_path, cwd=released.course), 2, "is no release", "name another folder")
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("place", [".", "..", "student", "tests/exercises/handout"])
def test_a_release_is_never_written_over_its_course(place: str, released: Released) -> None:
    with pytest.raises(ReleaseError):
        writing.check_place(course.load(released.course), released.course / place)


def test_a_release_is_made_from_a_course_with_solutions_only(released: Released, tmp_path: Path) -> None:
    done = run(GRADER, "release", tmp_path / "x", cwd=released.folder)
    assert_refused(done, 2, "reference: no such folder; a release is made from a course with solutions")


def test_without_a_folder_the_command_says_what_to_name(released: Released) -> None:
    assert_refused(run(GRADER, "release", cwd=released.course), 2, "name the folder to write to")
