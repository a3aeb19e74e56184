"""Bad input gives a clear line and the right exit code, without a traceback or lost results."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import support
from support import DATA, DOUBLE, TRIPLE, Batch, Grader, assert_refused, hand_in, is_full, needs_mnist

# Without the isolation self-test, for input that is refused before anything is graded.
WEAK = ("--isolation", "R3", "--allow-weak-isolation")


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an honest submission for the tiny course."""
    return hand_in(tmp_path_factory.mktemp("honest") / "ada", sums=DOUBLE, more=TRIPLE)


@pytest.fixture(scope="module")
def tiny(tiny_folder: Path, grader: Grader) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs `grader grade` in the tiny course."""

    def grade_tiny(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
        return grader("grade", *arguments, cwd=options.pop("cwd", tiny_folder), **options)

    return grade_tiny


Tiny = Callable[..., "subprocess.CompletedProcess[str]"]

# A bad submission affects no other

MODULES: dict[str, dict[str, str | bytes]] = {
    "empty_file": {"sums": "", "more": TRIPLE},
    "no_python": {"sums": "def double(n:\n    return n\n", "more": TRIPLE},
    "nul_bytes": {"sums": "x = 1\0\n", "more": TRIPLE},
    "latin1": {"sums": "# caf\xe9\n".encode("latin-1") + DOUBLE.encode(), "more": TRIPLE},
    "raises": {"sums": DOUBLE + "print(1 / 0)\n", "more": TRIPLE},
    "raises_strangely": {"sums": "class E(BaseException):\n    def __str__(self): raise E\nraise E\n", "more": TRIPLE},
    "exits": {"sums": "import sys\nsys.exit(0)\n", "more": TRIPLE},
    "dies": {"sums": "import os\nos._exit(0)\n", "more": TRIPLE},
    "hangs": {"sums": DOUBLE + "while True: pass\n", "more": TRIPLE},
    "no_function": {"sums": "def dubble(n): return 2 * n\n", "more": TRIPLE},
    "no_callable": {"sums": "double = 2\n", "more": TRIPLE},
    "no_arguments": {"sums": "def double(): return 2\n", "more": TRIPLE},
    "two_arguments": {"sums": "def double(n, m): return n + m\n", "more": TRIPLE},
    "no_module": {"more": TRIPLE},
    "too_large": {"sums": DOUBLE + "#" * (1 << 20), "more": TRIPLE},
    "imports_missing": {"sums": "import numpie\n", "more": TRIPLE},
    "prints": {"sums": 'print("Traceback (most recent call last)")\n' + DOUBLE, "more": TRIPLE},
}
SAID = {  # status and message by submission
    "empty_file": ("missing", "sums.py does not define double"),
    "no_python": ("error", "sums.py could not be imported: SyntaxError: "),
    "nul_bytes": ("error", "sums.py could not be imported: "),
    "raises": (
        "error",
        "sums.py could not be imported: ZeroDivisionError: division by zero\n  sums.py, line 3, in <module>",
    ),
    "raises_strangely": ("error", "sums.py could not be imported: E"),
    "exits": ("error", "sums.py could not be imported: it ended Python with sys.exit(), exit() or quit()"),
    "dies": ("crashed", "your code ended the Python process while importing sums.py"),
    "hangs": ("timeout", "seconds of CPU time while importing sums.py; is there an infinite loop?"),
    "no_function": ("missing", "sums.py does not define double"),
    "no_callable": ("missing", "double in sums.py is not callable"),
    "no_arguments": ("error", "your code raised TypeError: double() takes 0 positional arguments but 1 was given"),
    "two_arguments": ("error", "your code raised TypeError: double() missing 1 required positional argument: 'm'"),
    "no_module": ("missing", "sums.py is missing"),
    "too_large": ("error", "sums.py was rejected: larger than 1 MB"),
    "imports_missing": ("error", "sums.py could not be imported: ModuleNotFoundError: No module named 'numpie'"),
}
UNREADABLE = {  # messages for submissions that cannot be read
    "nothing": "nothing: contains no more.py or sums.py; submit at least one of them",
    "corrupt": "corrupt.zip: damaged, or of another format",
    "half": "half.tar.gz: truncated, or followed by other data; pack it again",
    "notes.txt": "notes.txt: a file of another format; submit a folder, .zip, .tar, .tar.gz, .tgz, .ipynb or .py",
    "link": "link: a symbolic link; submit a folder, .zip, .tar, .tar.gz, .tgz, .ipynb or .py",
}
HONEST = ("ada", "zipped", "zora")


def unreadable(folder: Path) -> list[Path]:
    (folder / "nothing").mkdir()
    (folder / "corrupt.zip").write_bytes(b"PK\x03\x04 and then nothing of a zip")
    (folder / "notes.txt").write_text(DOUBLE)
    (folder / "link").symlink_to(folder / "ada")
    with tarfile.open(folder / "half.tar.gz", "w:gz") as archive:
        archive.add(folder / "ada" / "sums.py", "sums.py")
    whole = (folder / "half.tar.gz").read_bytes()
    (folder / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    return [folder / name for name in ("nothing", "corrupt.zip", "half.tar.gz", "notes.txt", "link")]


@pytest.fixture(scope="module")
def bad(isolated: str, tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Grade all kinds of bad submissions in one batch, between honest ones."""
    folder = tmp_path_factory.mktemp("bad")
    first, last = (hand_in(folder / name, sums=DOUBLE, more=TRIPLE) for name in ("ada", "zora"))
    with zipfile.ZipFile(folder / "zipped.zip", "w") as archive:
        archive.writestr("homework/sums.py", DOUBLE)
        archive.writestr("homework/more.py", TRIPLE)
    broken = [hand_in(folder / name, **modules) for name, modules in MODULES.items()]
    everyone = [first, *broken, *unreadable(folder), folder / "zipped.zip", last]
    return support.grade(tiny_folder, everyone, folder / "out")


def test_a_batch_with_bad_submissions_is_graded_to_its_end(bad: Batch) -> None:
    assert bad.done.returncode == 0, bad.text
    graded = {file.parent.name for file in bad.out.glob("*/results.json")}
    assert graded == {*MODULES, *UNREADABLE, *HONEST}
    for name in graded:
        assert bad.report(name)["max_score"] == 6, "everyone has the same maximum"


def test_no_traceback_is_shown_or_written(bad: Batch) -> None:
    assert "Traceback" not in bad.text
    for file in bad.out.rglob("*"):
        assert not file.is_file() or b"Traceback" not in file.read_bytes(), file


@pytest.mark.parametrize("name", HONEST)
def test_honest_submissions_beside_bad_ones_keep_every_point(name: str, bad: Batch) -> None:
    report = bad.report(name)
    assert (report["score"], report["max_score"], report["marks"]) == (6, 6, [])


@pytest.mark.parametrize("name", SAID)
def test_the_problem_with_a_module_is_reported(name: str, bad: Batch) -> None:
    status, words = SAID[name]
    exercise = bad.exercise(name, "double")
    assert (exercise["status"], exercise["score"], exercise["max_score"]) == (status, 0, 4)
    assert words in exercise["message"]
    assert all(check["message"] for check in exercise["checks"])


@pytest.mark.parametrize("name", MODULES)
def test_a_broken_module_costs_no_other_module_a_point(name: str, bad: Batch) -> None:
    assert is_full(bad.exercise(name, "triple"))


def test_what_a_submission_prints_costs_nothing_and_is_not_shown(bad: Batch) -> None:
    assert is_full(bad.exercise("prints", "double"))


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_submission_gets_zero_points_and_the_reason(name: str, bad: Batch) -> None:
    report = bad.report(name)
    assert (report["score"], report["max_score"]) == (0, 6)
    assert UNREADABLE[name] in report["exercises"][0]["message"]
    assert {e["status"] for e in report["exercises"]} == {"missing"}
    assert UNREADABLE[name] in bad.done.stderr, "the instructor is told too"


def test_only_the_hanging_submission_is_marked(bad: Batch) -> None:
    marked = {name for name in (*MODULES, *UNREADABLE, *HONEST) if "limit hit" in bad.report(name)["marks"]}
    assert marked == {"hangs"}


def test_the_gradebook_has_everyone_in_the_order_of_the_command(bad: Batch) -> None:
    with (bad.out / "gradebook.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == [
        "maximum",
        "ada",
        *MODULES,
        "nothing",
        "corrupt",
        "half",
        "notes.txt",
        "link",
        "zipped",
        "zora",
    ]
    for row in rows[1:]:
        assert int(row["score"]) == bad.report(row["name"])["score"]
        assert int(row["double"]) + int(row["triple"]) == int(row["score"])


def test_the_table_names_everyone_and_the_isolation(bad: Batch, isolated: str) -> None:
    for name in (*MODULES, *UNREADABLE, *HONEST):
        assert name in bad.done.stdout
    assert f"Isolation: {isolated} (" in bad.done.stdout
    assert str(bad.out / "gradebook.csv") in bad.done.stdout


# Names

NAMES = [
    "=1+1",
    "@home",
    "-rf",
    "a b;c",
    "new\nline",
    "esc\x1b[31m",
    "bidi\u202e",
    "n" * 200,
    "José",
    "Josè",
    "李明",
    "王芳",
]


@pytest.fixture(scope="module")
def named(isolated: str, tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    folder = tmp_path_factory.mktemp("named")
    everyone = [hand_in(folder / "in" / name, sums=DOUBLE) for name in NAMES]
    return support.grade(tiny_folder, everyone, folder / "out", "--only", "double")


def test_every_name_that_a_folder_can_have_is_graded(named: Batch) -> None:
    assert named.done.returncode == 0, named.text
    reports = [named.report(file.parent.name) for file in named.out.glob("*/results.json")]
    assert len(reports) == len(NAMES)
    assert {r["score"] for r in reports} == {4}


def test_no_name_leads_out_of_the_folder_of_results_or_is_hidden_there(named: Batch) -> None:
    for entry in named.out.iterdir():
        assert not entry.name.startswith((".", "-", "=")), entry
        assert entry.name.isprintable()
        assert " " not in entry.name


def test_no_name_is_a_formula_or_breaks_a_row_of_the_gradebook(named: Batch) -> None:
    with (named.out / "gradebook.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 2 + len(NAMES)
    for row in rows:
        assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_name_steers_the_terminal(named: Batch) -> None:
    for forbidden in ("\x1b", "\u202e"):
        assert forbidden not in named.text
    assert "\nline" not in named.text


def test_a_name_that_is_no_text_costs_nobody_a_result(
    isolated: str, tiny_folder: Path, ada: Path, tmp_path: Path
) -> None:
    strange = hand_in(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")), sums=DOUBLE)
    graded = support.grade(tiny_folder, [strange, ada], tmp_path / "out", "--only", "double")
    assert "Traceback" not in graded.text
    assert graded.done.returncode == 0
    assert graded.report("ada")["score"] == 4
    assert len(list(graded.out.glob("*/results.json"))) == 2


def test_two_submissions_of_the_same_name_are_refused_before_anything_is_graded(
    tiny: Tiny, ada: Path, tmp_path: Path
) -> None:
    other = hand_in(tmp_path / "group-b" / "ada", sums=DOUBLE)
    done = tiny(ada, other, "--out", tmp_path / "out", *WEAK)
    assert_refused(done, 2, str(ada.name), str(other.name), "would both be written to ada", "rename one of them")
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        archive.writestr("sums.py", DOUBLE)
    assert_refused(tiny(ada, tmp_path / "ada.zip", "--out", tmp_path / "out", *WEAK), 2, "would both be written to ada")
    assert not (tmp_path / "out").exists()


# Usage


def test_a_path_that_does_not_exist_is_refused_before_anything_is_graded(tiny: Tiny, ada: Path, tmp_path: Path) -> None:
    done = tiny(ada, tmp_path / "nobody", "--out", tmp_path / "out", *WEAK)
    assert_refused(done, 2, "nobody: no such file or folder; check the path.")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        (["--only", "dubble"], ["--only dubble: no such exercise; use double, triple."]),
        (["--only", "double,,quadruple"], ["--only quadruple: no such exercise"]),
        (["--budget", "huge"], ["--budget huge: no such budget; use quick, none."]),
        (["--isolation", "R3"], ["R3", "--allow-weak-isolation"]),
        (["--isolation", "R9"], ["R9", "R1", "R2", "R3"]),
        (["--jobs", "0"], ["--jobs", "0"]),
        (["--jobs", "many"], ["--jobs", "many"]),
        (["--course", "/nonexistent"], ["/nonexistent: course.toml is missing", "--course DIR"]),
        (["--nonsense"], ["--nonsense"]),
    ],
)
def test_a_wrong_option_is_refused(options: list[str], parts: list[str], tiny: Tiny, ada: Path, tmp_path: Path) -> None:
    assert_refused(tiny(ada, "--out", tmp_path / "out", *options), 2, *parts)
    assert not list(tmp_path.glob("out/*/results.json"))


def test_grade_without_submissions_or_results_folder_shows_its_usage(tiny: Tiny, ada: Path) -> None:
    assert_refused(tiny("--out", "x"), 2, "SUBMISSIONS")
    assert_refused(tiny(ada), 2, "--out")


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/nowhere"])
def test_a_results_folder_that_cannot_be_written_is_refused(place: str, tiny: Tiny, ada: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = tiny(ada, "--out", tmp_path / place, *WEAK)
    assert_refused(done, 2, f"--out {tmp_path / place}: cannot be written to", "choose another folder.")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_results_folder_without_the_right_to_write_is_refused(tiny: Tiny, ada: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o555)
    assert_refused(tiny(ada, "--out", tmp_path / "out", *WEAK), 2, "cannot be written to (Permission denied)")


def test_a_file_in_the_way_of_one_result_is_reported_and_affects_no_other(
    isolated: str, tiny_folder: Path, ada: Path, tmp_path: Path
) -> None:
    zora = hand_in(tmp_path / "zora", sums=DOUBLE, more=TRIPLE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "zora").write_text("mine")
    graded = support.grade(tiny_folder, [ada, zora], tmp_path / "out")
    assert_refused(graded.done, 3, "zora", "finished results are in")
    assert graded.report("ada")["score"] == 6
    assert (tmp_path / "out" / "zora").read_text() == "mine"


# Course folders

BROKEN = {
    "no TOML": (r"^points = 4$", "points = = 4", "not valid TOML"),
    "points below one": (r"^points = 4$", "points = -1", "double.points = -1"),
    "points that the checks do not have": (r"^points = 4$", "points = 5", "double has 5 points, its checks in"),
    "a typing error": (r"^call = ", "kall = ", "unknown field `kall`"),
    "an id that is there twice": (r'^id = "triple"$', 'id = "double"', "exercise double is listed twice"),
    "an exercise that has no checks": (r'^id = "triple"$', 'id = "quadruple"', "triple"),
    "one hint": (r'^hints = \["Add.", "Add it to itself."\]$', 'hints = ["Add."]', "double.hints"),
}


@pytest.mark.parametrize(("pattern", "instead", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_catalogue_is_reported_in_one_line(
    pattern: str, instead: str, words: str, tiny: Tiny, ada: Path, tmp_path: Path
) -> None:
    folder = support.tiny_course(tmp_path / "course")
    support.rewrite(folder / "course.toml", pattern, instead)
    done = tiny(ada, "--out", tmp_path / "out", *WEAK, cwd=folder)
    assert done.returncode in (2, 3)
    assert_refused(done, done.returncode, "course.toml", words)
    assert not list(tmp_path.glob("out/*/results.json"))


@pytest.mark.parametrize("part", ["tests/exercises", "reference", "reference/sums.py", "tests/exercises/test_more.py"])
def test_a_course_with_a_missing_part_is_reported_in_one_line(part: str, tiny: Tiny, ada: Path, tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "course")
    (folder / part).rename(tmp_path / "taken_away")
    done = tiny(ada, "--out", tmp_path / "out", *WEAK, cwd=folder)
    assert done.returncode in (2, 3)
    assert_refused(done, done.returncode, str(folder))
    assert not list(tmp_path.glob("out/*/results.json"))


# Banks


def test_a_bank_of_other_checks_is_refused(tiny: Tiny, ada: Path, bank_file: Path, tmp_path: Path) -> None:
    done = tiny(ada, "--out", tmp_path / "out", "--bank", bank_file, *WEAK)
    assert_refused(done, 2, f"{bank_file}: double: drawn from other checks", "redraw it with: grader bank")


@pytest.mark.parametrize("damage", ["cut", "changed", "text", "folder", "absent"])
def test_a_damaged_bank_is_refused(damage: str, tiny: Tiny, tiny_bank: Path, ada: Path, tmp_path: Path) -> None:
    raw, file = tiny_bank.read_bytes(), tmp_path / "my.bank"
    if damage == "folder":
        file.mkdir()
    elif damage != "absent":
        contents = {"cut": raw[:-40], "changed": raw[:60] + b"\0\0\0" + raw[63:], "text": b"cases: all of them"}
        file.write_bytes(contents[damage])
    assert_refused(tiny(ada, "--out", tmp_path / "out", "--bank", file, *WEAK), 2, f"{file}: ")
    assert not list(tmp_path.glob("out/*/results.json"))


@pytest.fixture(scope="module")
def tiny_bank(tiny_folder: Path, grader: Grader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bank") / "tiny.bank"
    done = grader("bank", file, cwd=tiny_folder)
    assert done.returncode == 0, done.stderr
    return file


def test_the_bank_of_the_course_is_drawn_once_and_redrawn_when_it_is_damaged(
    isolated: str, tiny_bank: Path, ada: Path, tiny: Tiny, tmp_path: Path
) -> None:
    folder = support.tiny_course(tmp_path / "course")
    first = tiny(ada, "--out", tmp_path / "out", *WEAK, cwd=folder)
    assert "Drawing the cases of 2 exercises (only once)" in first.stderr, first.stderr
    (file,) = (folder / ".convkit" / "bank").glob("double-*.cases")
    drawn = file.read_bytes()
    file.write_bytes(b"half of a ba")
    older = [file.with_name(f"double-{i:016}.cases") for i in range(4)]
    for age, other in enumerate(older, start=1):
        other.write_bytes(b"of other checks")
        os.utime(other, (age, age))
    second = tiny(ada, "--out", tmp_path / "out", cwd=folder)
    assert "Drawing cases" in second.stderr
    assert file.read_bytes() == drawn
    assert {*file.parent.glob("double-*.cases")} == {file, *older[2:]}, "old cases are kept for ever"
    assert "Unchanged" not in second.stdout, "a result at a weak isolation level is not reused at a better one"
    third = tiny(ada, "--out", tmp_path / "out", cwd=folder)
    assert "Drawing" not in third.stderr
    assert "Unchanged since the last run: 1." in third.stdout


# Data


def corrupt(folder: Path, damage: str) -> Path:
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for file in (DATA / "MNIST" / "raw").glob("*.gz"):
        (raw / file.name).write_bytes(file.read_bytes())
    labels = raw / "train-labels-idx1-ubyte.gz"
    if damage == "half":
        labels.write_bytes(labels.read_bytes()[:10_000])
    elif damage == "changed":
        labels.write_bytes(labels.read_bytes()[:-8] + bytes(8))
    elif damage == "missing":
        labels.unlink()
    return folder


@needs_mnist
@pytest.mark.parametrize("damage", ["half", "changed", "missing"])
def test_damaged_images_are_refused_before_anything_is_graded(
    damage: str, grader: Grader, course_folder: Path, bank_file: Path, tmp_path: Path
) -> None:
    data = corrupt(tmp_path / "data", damage)
    done = grader(
        "grade", course_folder / "student", "--out", tmp_path / "out", "--data", data, "--bank", bank_file, *WEAK
    )
    assert_refused(
        done, 2, "train-labels-idx1-ubyte.gz: ", "is missing" if damage == "missing" else "damaged", "fetch-data"
    )
    assert not list(tmp_path.glob("out/*/results.json"))


def test_a_folder_without_images_is_refused(
    grader: Grader, course_folder: Path, bank_file: Path, tmp_path: Path
) -> None:
    done = grader(
        "grade",
        course_folder / "student",
        "--out",
        tmp_path / "out",
        "--data",
        tmp_path / "x",
        "--bank",
        bank_file,
        *WEAK,
    )
    assert_refused(done, 2, f"--data: {tmp_path / 'x'} is not a folder; name the folder that contains MNIST/raw/.")


# Isolation


def test_without_bubblewrap_the_next_isolation_level_is_used_and_named(
    require: Callable[[str], None], tiny_folder: Path, ada: Path, bad: Batch, tmp_path: Path
) -> None:
    require("R2")
    graded = support.grade(tiny_folder, [ada], tmp_path / "out", env=support.without_bubblewrap(tmp_path / "bin"))
    assert graded.done.returncode == 0, graded.text
    assert "Isolation: R2 (Landlock, seccomp and resource limits, without namespaces)." in graded.done.stdout
    assert graded.provenance["ada"]["isolation"] == "R2"
    assert graded.raw("ada") == bad.raw("ada")


def test_without_bubblewrap_r1_is_refused_with_the_remedy(tiny: Tiny, ada: Path, tmp_path: Path) -> None:
    done = tiny(ada, "--out", tmp_path / "out", "--isolation", "R1", env=support.without_bubblewrap(tmp_path / "bin"))
    assert_refused(
        done,
        3,
        "submissions cannot be isolated here",
        "R1: bwrap is not installed; install the package bubblewrap",
        "--allow-weak-isolation",
    )  # fmt: skip
    assert not list(tmp_path.glob("out/*/results.json"))


def test_a_bubblewrap_that_fails_is_no_isolation(tiny: Tiny, ada: Path, tmp_path: Path) -> None:
    fake = tmp_path / "bin" / "bwrap"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    done = tiny(
        ada, "--out", tmp_path / "out", "--isolation", "R1", env={"PATH": f"{fake.parent}:{os.environ['PATH']}"}
    )
    assert_refused(done, 3, "submissions cannot be isolated here", "setting up uid map: Permission denied")


def test_the_doctor_shows_which_isolation_level_is_available_and_why_others_are_not(
    doctor: subprocess.CompletedProcess[str], grader: Grader, isolated: str, tiny_folder: Path, tmp_path: Path
) -> None:
    assert doctor.returncode == 0
    assert f"{isolated}  " in doctor.stdout
    refused = [line.partition("blocked ")[2].strip() for line in doctor.stdout.splitlines()]
    assert {"read a system file", "fork", "open a socket", "write a file"} <= set(refused)
    without = grader("doctor", cwd=tiny_folder, env=support.without_bubblewrap(tmp_path / "bin"))
    assert "bwrap is not installed; install the package bubblewrap" in without.stdout
    assert "Submissions are graded at level R2." in without.stdout


# Stopping

SLEEPY = "import time\ndef double(n):\n    time.sleep(0.1)\n    return 2 * n\n"


def start_slowly(jobs: int, tiny_folder: Path, place: Path) -> subprocess.Popen[str]:
    """Start grading sixteen slow submissions and return when the first one is done."""
    everyone = [hand_in(place / "in" / f"s{i:02}", sums=SLEEPY) for i in range(16)]
    process = subprocess.Popen(
        [support.GRADER, "grade", *everyone, "--out", place / "out", "--only", "double", "--jobs", str(jobs)],
        cwd=tiny_folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    support.settle(lambda: bool(list(place.glob("out/*/results.json"))) or process.poll() is not None, 120)
    return process


def assert_stopped_early(out: Path) -> int:
    kept = len(list(out.glob("*/results.json")))
    assert 1 <= kept <= 8, f"it went on: {kept} of 16"
    assert not [file for file in out.rglob("*") if file.name.startswith(".")], "half a file was left"
    return kept


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_keeps_finished_results_and_starts_nothing_more(
    jobs: int, isolated: str, tiny_folder: Path, tmp_path: Path
) -> None:
    process = start_slowly(jobs, tiny_folder, tmp_path)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all foreground processes
    output = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "Traceback" not in "".join(output)
    kept = assert_stopped_early(tmp_path / "out")
    assert f"grader: stopped; {kept} of 16 submissions are graded, results are in {tmp_path / 'out'}" in output[1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_judge_that_is_killed_is_replaced(jobs: int, isolated: str, tiny_folder: Path, tmp_path: Path) -> None:
    process = start_slowly(jobs, tiny_folder, tmp_path)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    judges = [pid for pid in children if b"grading.pool" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(int(judges[0]), signal.SIGKILL)  # as the system does when memory runs out
    printed = process.communicate(timeout=120)
    assert process.returncode == 0, printed
    assert "Traceback" not in "".join(printed)
    reports = [json.loads(file.read_bytes()) for file in tmp_path.glob("out/*/results.json")]
    assert len(reports) == 16
    assert {report["score"] for report in reports} == {4} and not any(report["marks"] for report in reports)


# Help


@pytest.mark.parametrize("arguments", [["--help"], ["grade", "--help"], ["bank", "-h"], ["--version"]])
def test_help_is_there_for_every_command(arguments: list[str], grader: Grader) -> None:
    done = grader(*arguments)
    assert done.returncode == 0
    assert "grader" in done.stdout


def test_the_command_is_the_module_too(grader: Grader, course_folder: Path) -> None:
    done = support.run(sys.executable, "-m", "grader.cli", "--version", cwd=course_folder)
    assert done.stdout.partition(",")[2] == grader("--version").stdout.partition(",")[2]
    assert done.returncode == 0
