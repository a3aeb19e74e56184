"""Downloads of learning platforms, made by hand with the names that these give, become one folder for each student."""

from __future__ import annotations

import csv
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import support
from click.testing import CliRunner, Result
from support import GRADER, run

from grader.cli import main
from grader.collecting.placing import safe
from grader.intake.members import FILE_CAP, MEMBER_CAP

CODE = b"def double(n):\n    return n + n\n"
OTHER = b"def triple(n):\n    return 3 * n\n"
Files = dict[str, bytes]


@pytest.fixture(params=["zip", "folder"])
def download(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes a download of files: a zip, or the folder of it."""

    def make(files: Files, name: str = "download") -> Path:
        return (zipped if request.param == "zip" else unzipped)(tmp_path / "from", name, files)

    return make


def zipped(place: Path, name: str, files: Files) -> Path:
    place.mkdir(exist_ok=True)
    with zipfile.ZipFile(place / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for own, data in files.items():
            packed.writestr(own, data)
    return place / f"{name}.zip"


def unzipped(place: Path, name: str, files: Files) -> Path:
    for own, data in files.items():
        (place / name / own).parent.mkdir(parents=True, exist_ok=True)
        (place / name / own).write_bytes(data)
    return place / name


def collect(source: Path, *options: object) -> Result:
    return CliRunner().invoke(main, ["collect", str(source), *map(str, options)])


def collected(source: Path, *options: object) -> tuple[Result, Files, dict[str, dict[str, str]]]:
    """Collect a source; return the output, all files of the submissions, and the roster."""
    out = source.parent.parent / "out"
    done = collect(source, "--out", out, "--timezone", "Europe/Berlin", *options)
    assert done.exit_code == 0, done.output
    files = {str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}
    roster = csv.DictReader(files.pop("roster.csv").decode().splitlines())
    return done, files, {row["submission"]: row for row in roster}


# --- Canvas


def test_canvas(download):
    files = {
        "doejane_LATE_12345_678910_images-1.py": CODE,
        "müllerjosé_12346_678911_my conv (2).py": OTHER,
        "müllerjosé_12346_678912_hand-in.tar.gz": b"",
        "müllerjosé_12346_text.html": b"<p>hello",
        "anon_X7k_678913_images.py": CODE,
    }
    done, found, roster = collected(download(files))
    assert found == {
        "doejane/images.py": CODE,
        "müllerjosé/my conv (2).py": OTHER,
        "müllerjosé/hand-in.tar.gz": b"",
        "müllerjosé/text.html": b"<p>hello",
        "anonymous_X7k/images.py": CODE,
    }
    assert {n: (r["id"], r["name"], r["late"], r["submitted"]) for n, r in roster.items()} == {
        "doejane": ("12345", "doejane", "yes", ""),
        "müllerjosé": ("12346", "müllerjosé", "no", ""),
        "anonymous_X7k": ("X7k", "anonymous X7k", "no", ""),
    }
    assert "Collected 3 submissions (canvas): 3 new, 0 replaced, 0 unchanged." in done.output
    assert "Not collected" not in done.output


def test_canvas_keeps_the_newest_version_and_names_the_others(download):
    uuid = "0123abcd-0123-4567-89ab-0123456789ab"
    names = ["doe_1_20_images.py", f"doe_1_900_images-{uuid}.py", "doe_1_100_images-7.py", "doe_1_30_lab-12.py"]
    done, found, _ = collected(download({name: name.encode() for name in names}))
    assert found == {"doe/images.py": names[1].encode(), "doe/lab-12.py": names[3].encode()}
    for older in (names[0], names[2]):
        assert f"Not collected: {older}: an older version of images.py" in done.output
    assert "2 files not collected" in done.output


def test_a_name_that_can_be_read_twice_waits_for_the_roster(download, tmp_path):
    source = download({"team_7_123_456_images.py": CODE, "doe_5_6_sums.py": CODE})
    done, found, _ = collected(source)
    assert found == {"doe/sums.py": CODE}
    assert "team_7_123_456_images.py: of the user 7 or 123; pass a --roster with the right id" in done.output
    (tmp_path / "roster.csv").write_text("submission,id,name\nteam-seven,123,Team 7\n")
    _, found, roster = collected(source, "--roster", tmp_path / "roster.csv")
    assert found["team-seven/images.py"] == CODE
    assert (roster["team-seven"]["id"], roster["team-seven"]["name"]) == ("123", "Team 7")


def test_an_id_that_is_plain_elsewhere_decides(download):
    _, found, _ = collected(download({"doe_12345_678910_2_images.py": CODE, "doe_12345_678911_sums.py": OTHER}))
    assert found == {"doe/2_images.py": CODE, "doe/sums.py": OTHER}


# --- Moodle


def test_moodle_with_folders(download):
    files = {
        "Jane Doe_1234567_assignsubmission_file_/images.py": CODE,
        "Jane Doe_1234567_assignsubmission_file_/src/more.py": OTHER,
        "Zoë Li_1234568_assignsubmission_file/images.py": OTHER,
        "Zoë Li_1234568_assignsubmission_onlinetext/onlinetext.html": b"",
    }
    done, found, roster = collected(download(files))
    assert found == {
        "Jane_Doe/images.py": CODE, "Jane_Doe/src/more.py": OTHER, "Zoë_Li/images.py": OTHER,
        "Zoë_Li/onlinetext.html": b"",
    }  # fmt: skip
    assert {n: (r["id"], r["name"]) for n, r in roster.items()} == {
        "Jane_Doe": ("1234567", "Jane Doe"), "Zoë_Li": ("1234568", "Zoë Li")
    }  # fmt: skip
    assert "(moodle)" in done.output


def test_moodle_without_folders(download):
    files = {
        "Zoë Li_1234568_assignsubmission_file_images.py": CODE,
        "Jane Doe_1234567_assignsubmission_file_my_images.py": OTHER,
        "grades.pdf": b"",
    }
    done, found, _ = collected(download(files))
    assert found == {"Zoë_Li/images.py": CODE, "Jane_Doe/my_images.py": OTHER}
    assert "Not collected: grades.pdf: not named as a student's file" in done.output


# --- Gradescope

METADATA = """---
submission_41:
  :submitters:
  - :name: Jane Doe
    :sid: 007123
    :email: jane@example.org
  :created_at: 2026-03-02 14:05:09.123456789 Z
  :score: 3.0
...
  :results:
    tests: []
submission_42:
  :submitters:
  - :name: No
    :sid: 1e5
    :email:
  - :name: "Zoë Li"
    :sid:
    :email: zoe@example.org
  :created_at: 2026-03-03T23:59:58+01:00
submission_43:
  :submitters: []
"""


def test_gradescope(download):
    files = {
        "assignment_7_export/submission_metadata.yml": METADATA.encode(),
        "assignment_7_export/submission_41/images.py": CODE,
        "assignment_7_export/submission_42/src/a.py": OTHER,
        "assignment_7_export/submission_43/images.py": b"",
    }
    done, found, roster = collected(download(files))
    assert found == {
        "Jane_Doe/images.py": CODE, "No/src/a.py": OTHER, "Zoë_Li/src/a.py": OTHER, "submission_43/images.py": b""
    }  # fmt: skip
    kept = ("id", "name", "email", "submitted", "group")
    assert {n: tuple(r[k] for k in kept) for n, r in roster.items()} == {
        "Jane_Doe": ("007123", "Jane Doe", "jane@example.org", "2026-03-02T14:05:09+00:00", ""),
        "No": ("1e5", "No", "", "2026-03-03T23:59:58+01:00", "submission_42"),
        "Zoë_Li": ("zoe@example.org", "Zoë Li", "zoe@example.org", "2026-03-03T23:59:58+01:00", "submission_42"),
        "submission_43": ("submission_43", "", "", "", ""),
    }
    assert "Not collected" not in done.output


@pytest.mark.parametrize(
    "text", [b"\xff", b"a: [", b"- 1\n- 2", b"submission_41: 3", b"!!python/object/new:os.system [id]"]
)
def test_metadata_that_cannot_be_read_lose_no_file(download, text):
    done, found, _ = collected(download({"submission_metadata.yml": text, "submission_41/images.py": CODE}))
    assert found == {"submission_41/images.py": CODE}
    assert "(gradescope)" in done.output


# --- Blackboard and Brightspace


def test_blackboard_keeps_the_last_attempt(download):
    files = {
        "Lab_2_jd1_attempt_2026-03-02-14-05-09_images.py": b"old",
        "Lab_2_jd1_attempt_2026-03-02-14-05-09.txt": b"",
        "Lab_2_jd1_attempt_2026-03-04-09-00-00_images.py": CODE,
        "Lab_2_zl4_attempt_2026-03-02-23-59-58.txt": b"Name: Zoe",
    }
    done, found, roster = collected(download(files))
    assert found == {"jd1/images.py": CODE, "zl4/attempt.txt": b"Name: Zoe"}
    assert roster["jd1"]["submitted"] == "2026-03-04T09:00:00+01:00"
    assert "Lab_2_jd1_attempt_2026-03-02-14-05-09_images.py: of an earlier attempt" in done.output


def test_brightspace(download):
    files = {
        "1-2 - Jane Doe - Mar 2, 2026 926 PM/a.py": CODE,
        "3-2 - Zoë Li - Mar 3, 2026 1159 AM - a.py": OTHER,
        "3-2 - Zoë Li - Mar 1, 2026 1159 AM - a.py": b"old",
        "index.html": b"",
    }
    done, found, roster = collected(download(files))
    assert found == {"Jane_Doe/a.py": CODE, "Zoë_Li/a.py": OTHER}
    assert {n: (r["id"], r["submitted"]) for n, r in roster.items()} == {
        "Jane_Doe": ("1", "2026-03-02T21:26:00+01:00"), "Zoë_Li": ("3", "2026-03-03T11:59:00+01:00")
    }  # fmt: skip
    assert "1 file not collected" in done.output


# --- repositories and plain folders


@pytest.mark.parametrize("outer", ["cs1-conv_submissions_2026-03-02T14_05_09", "cs1-conv-submissions"])
def test_cloned_repositories(download, outer):
    files = {
        "cs1-conv-jdoe/student/images.py": CODE,
        "cs1-conv-jdoe/result.json": b"{}",
        "cs1-conv-jdoe/results.json": b"{}",
        "cs1-conv-jdoe/.git/config": b"[core]",
        "cs1-conv-z-li/images.py": OTHER,
    }
    source = download(files, outer)
    done, found, roster = collected(source)
    assert found == {"jdoe/student/images.py": CODE, "z-li/images.py": OTHER}
    assert [r["id"] for r in roster.values()] == ["jdoe", "z-li"]
    assert "(repositories)" in done.output
    assert "Not collected" not in done.output


def test_repositories_under_another_name_keep_theirs_or_take_the_rosters(download, tmp_path):
    source = download({"conv-jdoe/.git/HEAD": b"", "conv-jdoe/images.py": CODE}, "clones")
    assert collected(source)[1] == {"conv-jdoe/images.py": CODE}
    (tmp_path / "roster.csv").write_text("submission,id\njane,jdoe\n")
    assert "jane/images.py" in collected(source, "--roster", tmp_path / "roster.csv")[1]


@pytest.mark.parametrize("top", ["", "class/"])
def test_a_plain_folder(download, top):
    files = {"ada/images.py": CODE, "ada/.DS_Store": b"", "bob.tar.gz": b"packed", "eve/deep/er/images.py": OTHER}
    done, found, roster = collected(download({top + name: data for name, data in files.items()}))
    assert found == {"ada/images.py": CODE, "bob/bob.tar.gz": b"packed", "eve/deep/er/images.py": OTHER}
    assert roster["bob"]["name"] == "bob"
    assert "(plain)" in done.output


# --- recognition


def test_a_download_that_two_platforms_explain_is_not_guessed_at(download, tmp_path):
    time = "2026-03-02-14-05-09"
    source = download({f"Lab_2_12345_attempt_{time}_images.py": CODE, f"Lab_2_3_4_attempt_{time}_a.py": CODE})
    done = collect(source, "--out", tmp_path / "out")
    assert (done.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert "download: may be from canvas or blackboard; pass --platform canvas, say." in done.output
    _, found, _ = collected(source, "--platform", "blackboard")
    assert set(found) == {"12345/images.py", "4/a.py"}


def test_a_platform_that_explains_nothing_is_refused(download, tmp_path):
    done = collect(download({"ada/images.py": CODE}), "--out", tmp_path / "out", "--platform", "moodle")
    assert done.exit_code == 2
    assert "no submissions as moodle names them; try another --platform" in done.output


@pytest.mark.parametrize("data", [b"", b"PK\5\6 no zip"])
def test_a_damaged_download_is_refused(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    done = collect(tmp_path / "x.zip", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert "x.zip: no zip archive" in done.output


# --- names


def test_names_become_safe_and_unique(download):
    names = ["Jane Doe", "Jane: Doe", "jane doe", "\u202eJane Doe", "=cmd", "...", "\u05d0\u200f\u05d1", "José"]
    files = {f"{name}_{n}_assignsubmission_file_/images.py": CODE for n, name in enumerate(names)}
    done, found, roster = collected(download(files))
    janes = {"Jane_Doe-0", "Jane_Doe-1", "jane_doe-2", "Jane_Doe-3"}
    assert set(roster) == {*janes, "cmd", "\u05d0\u05d1", "José"}
    assert {name.split("/")[0] for name in found} == set(roster)
    assert roster["Jane_Doe-3"]["name"] == "Jane Doe"
    assert "Not collected: ..._5_assignsubmission_file_: hidden" in done.output


@pytest.mark.parametrize("name", ["../../etc", "a/b\\c", "\0", "x" * 999, "é" * 999, "con.zip", "\u202e", "-rf", "~"])
def test_a_safe_name_stays_in_its_folder(name):
    made = safe(name)
    assert made
    assert not set(made) & set("/\\.\0 ~")
    assert not made.startswith("-")
    assert len(made.encode()) <= 120
    assert safe(made) == made


@pytest.mark.parametrize("file", ["..", ".", "a\\..\\b.py"])
def test_a_file_never_leaves_its_folder(tmp_path, file):
    done, found, _ = collected(zipped(tmp_path / "from", "x", {f"doe_1_2_{file}": b"bad", "doe_1_3_images.py": CODE}))
    assert found == {"doe/images.py": CODE}
    assert "Not collected: " in done.output


def test_members_that_are_unsafe_or_special_are_named(tmp_path):
    link = zipfile.ZipInfo("doe_1_2_link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    files = {"doe_1_3_images.py": CODE, "../doe_1_4_up.py": b"", "doe_1_5_big.py": bytes(FILE_CAP + 1)}
    source = zipped(tmp_path / "from", "x", files)
    with zipfile.ZipFile(source, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    done, found, _ = collected(source)
    assert found == {"doe/images.py": CODE}
    reasons = ("a link or a special file", "contains the unsafe path", "larger than 1 MB")
    for own, reason in zip(("doe_1_2_link.py", "../doe_1_4_up.py", "doe_1_5_big.py"), reasons, strict=True):
        assert f"Not collected: {own}: {reason}" in done.output


def test_links_in_a_folder_are_not_followed(tmp_path):
    source = unzipped(tmp_path / "from", "x", {"ada/images.py": CODE})
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "more.py").write_bytes(b"answers")
    (source / "ada" / "more.py").symlink_to(tmp_path / "secret" / "more.py")
    (source / "bob").symlink_to(tmp_path / "secret")
    os.mkfifo(source / "ada" / "pipe.py")
    done, found, _ = collected(source)
    assert found == {"ada/images.py": CODE}
    assert "ada/more.py: a link or a special file" in done.output


def test_a_submission_of_too_many_files_is_named(tmp_path):
    many = {f"ada/{n}.txt": b"" for n in range(MEMBER_CAP + 1)}
    done, found, _ = collected(zipped(tmp_path / "from", "x", {**many, "bob/images.py": CODE}))
    assert found == {"bob/images.py": CODE}
    assert "Not collected: ada: has more than 1000 files" in done.output


# --- running it again


def test_a_second_run_changes_nothing_and_a_third_replaces_only_when_told(tmp_path):
    source, out = unzipped(tmp_path / "from", "x", {"ada/images.py": CODE, "bob/images.py": CODE}), tmp_path / "out"
    assert "2 new, 0 replaced, 0 unchanged" in collect(source, "--out", out).output
    before = support.tree_digest(out)
    assert "0 new, 0 replaced, 2 unchanged" in collect(source, "--out", out).output
    assert support.tree_digest(out) == before
    (out / "ada" / "notes.txt").write_text("mine")
    (source / "eve").mkdir()
    (source / "eve" / "images.py").write_bytes(CODE)
    done = collect(source, "--out", out)
    assert done.exit_code == 2
    assert "ada is there with other content; nothing was written" in done.output
    assert not (out / "eve").exists()
    done = collect(source, "--out", out, "--replace")
    assert "Replaced: ada." in done.output
    assert "1 new, 1 replaced, 1 unchanged" in done.output
    assert not (out / "ada" / "notes.txt").exists()


def test_a_second_section_joins_the_roster(tmp_path):
    out = tmp_path / "out"
    collect(unzipped(tmp_path / "a", "x", {"ada/images.py": CODE, "gone/images.py": CODE}), "--out", out)
    (out / "gone").rename(tmp_path / "elsewhere")
    collect(unzipped(tmp_path / "b", "x", {"bob/images.py": CODE}), "--out", out)
    rows = (out / "roster.csv").read_text().splitlines()
    assert [row.split(",")[0] for row in rows] == ["submission", "ada", "bob"]


def test_a_roster_that_cannot_be_read_stops_before_anything_is_written(tmp_path):
    source, out = unzipped(tmp_path / "from", "x", {"ada/images.py": CODE}), tmp_path / "out"
    out.mkdir()
    (out / "roster.csv").write_text("name\nada\n")
    done = collect(source, "--out", out)
    assert done.exit_code == 2
    assert "there is no column submission" in done.output
    assert not (out / "ada").exists()


def test_a_folder_without_submissions_is_refused(tmp_path):
    done = collect(unzipped(tmp_path / "from", "x", {"readme.txt": b""}), "--out", tmp_path / "out")
    assert (done.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert "x: no submissions as plain names them" in done.output


def test_a_link_in_place_of_a_submission_is_never_written_through(tmp_path):
    source, out = unzipped(tmp_path / "from", "x", {"ada/images.py": CODE}), tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious").mkdir()
    (out / "ada").symlink_to(tmp_path / "precious")
    assert collect(source, "--out", out).exit_code == 2
    assert collect(source, "--out", out, "--replace").exit_code == 0
    assert list((tmp_path / "precious").iterdir()) == []
    assert (out / "ada" / "images.py").read_bytes() == CODE


def test_the_folder_that_is_read_is_not_written_into(tmp_path):
    source = unzipped(tmp_path / "from", "x", {"ada/images.py": CODE})
    assert "inside of" in collect(source, "--out", source / "out").output


# --- the way to the grades


def test_what_is_collected_is_graded(isolated, tiny_folder, tmp_path):
    files = {
        "doejane_LATE_12345_678910_sums-1.py": support.DOUBLE.encode(),
        "müllerjosé_12346_678911_more.py": support.TRIPLE.encode(),
    }
    source = zipped(tmp_path / "from", "x", files)
    done = run(GRADER, "collect", source, "--out", "submissions", cwd=tmp_path)
    assert done.returncode == 0, done
    people = [tmp_path / "submissions" / name for name in ("doejane", "müllerjosé")]
    graded = support.grade(tiny_folder, people, tmp_path / "out")
    assert graded.done.returncode == 0, graded.text
    assert [graded.report(name)["score"] for name in ("doejane", "müllerjosé")] == [4, 2]
