"""Attacks through all exercises but conv_2d get the results in their headers and have no other effect."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import support
from support import ATTACKS, DATA, THOROUGH, Batch, hand_in, is_full, needs_mnist, rewrite, solved
from test_hostile import Run, strings, watched

from grader.grading.batch import folder_name
from grader.tutorial import data
from grader.writers.gradebook import FORMULA_STARTS

FOLDER = ATTACKS
HEADER = re.compile(r"^# ([A-Z]+): (.+)$", re.MULTILINE)
MODULES = ("images", "convolution", "filters", "cnn", "inception")
# Names of submissions. The table wraps the second one, so that a line would start with a CI command.
ODD_NAMES = ("=1+1\x1b[2J\u202e", "x" * 32 + "::error::1", "##vso[task.complete]", "gradebook.csv")


@dataclass(frozen=True)
class Attack:
    """The header of a hostile submission."""

    door: str
    idea: str
    must: str
    expect: str
    statuses: tuple[str, ...]
    cap: int
    says: str


def attack(name: str) -> Attack:
    sources = [file.read_text(encoding="utf-8") for file in sorted((FOLDER / name).glob("*.py"))]
    (source,) = (source for source in sources if "# DOOR: " in source)
    header = dict(HEADER.findall(source))
    expect, _, statuses = header["EXPECT"].partition(" ")
    allowed = tuple(filter(None, statuses.split(",")))
    cap, says = int(header.get("CAP", 0)), header.get("SAYS", "")
    return Attack(header["DOOR"], header["IDEA"], header["MUST"], expect, allowed, cap, says)


ATTACKS = {folder.name: attack(folder.name) for folder in sorted(FOLDER.glob("[a-z]*/"))}
ON_IMAGES = [name for name, found in ATTACKS.items() if found.door == "mnist"]
OTHERS = [name for name in ATTACKS if name not in ON_IMAGES][:: 1 if THOROUGH else 2]
DOORS = ",".join(dict.fromkeys(ATTACKS[name].door for name in OTHERS))


def stage(folder: Path, names: list[str]) -> list[Path]:
    return [Path(shutil.copytree(FOLDER / name, folder / name)) for name in names]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = {module: solved(module) for module in MODULES}
    return hand_in(tmp_path_factory.mktemp("honest") / "honest", **whole)


@pytest.fixture(scope="module")
def shared_cache() -> Iterator[Path]:
    """Make the random weights of Inception v3 available in any home folder."""
    folder = data.cache_folder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder.parent))
        yield folder


@pytest.fixture(scope="module")
def hasty_folder(brisk_folder: Path, space: Path) -> Path:
    """Return a course with short limits for exercises too, for attacks that never end."""
    folder = Path(shutil.copytree(brisk_folder, space / "hasty"))
    rewrite(folder / "course.toml", r"^exercise = .*$", "exercise = 1.5")
    return folder


@pytest.fixture(scope="module")
def alone(isolated: str, honest: Path, hasty_folder: Path, bank_file: Path, shared_cache: Path, space: Path) -> Batch:
    """Grade the honest submission alone."""
    out = support.fresh(space, "alone")
    return support.grade(hasty_folder, [honest], out, "--only", DOORS, "--budget", "none", "--bank", bank_file)


@pytest.fixture(scope="module")
def run(
    alone: Batch, honest: Path, hasty_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Grade all attacks but those on mnist, one of them also under odd names, and an honest submission."""
    folder = tmp_path_factory.mktemp("doors")
    staged = stage(folder / "in", OTHERS)
    odd = [Path(shutil.copytree(FOLDER / "text_in_type_names", folder / "in" / name)) for name in ODD_NAMES]
    for place in odd:
        (place / "\x1b[2J\u202e\n::error::2").mkdir()
        (place / "::error::3.py").write_text("")
        (place / "=1+1\r\n.csv").write_text("")
    (folder / "work").mkdir()
    options = ("--only", DOORS, "--bank", bank_file, "--jobs", 1)
    return watched(hasty_folder, [*staged, *odd, honest], folder / "work", *options)


@pytest.fixture(scope="module")
def on_images(
    isolated: str, honest: Path, brisk_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Grade the attacks on mnist, with so few images that chance alone is far below the thresholds."""
    folder = tmp_path_factory.mktemp("images")
    course = Path(shutil.copytree(brisk_folder, folder / "course"))
    support.set_quick(course, images=1500, thresholds=[0.4, 0.5, 0.6])
    staged = stage(folder / "in", ON_IMAGES)
    (folder / "work").mkdir()
    options = ("--only", "mnist", "--budget", "quick", "--data", DATA, "--bank", bank_file, "--jobs", 1)
    return watched(course, [*staged, honest], folder / "work", *options)


@pytest.fixture(params=["run", pytest.param("on_images", marks=needs_mnist)])
def either(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(request.param)
    return found


def as_its_header_says(name: str, batch: Batch) -> None:
    wanted = ATTACKS[name]
    exercise = batch.exercise(name, wanted.door)
    told = (exercise["status"], exercise["score"], exercise.get("message", ""))
    assert exercise["status"] != "kit_error", told
    if wanted.expect == "policy":
        return
    if wanted.expect == "full":
        assert is_full(exercise), told
        assert batch.report(name)["marks"] == []
        return
    assert exercise["status"] in wanted.statuses, told
    assert exercise["score"] <= wanted.cap, told
    assert exercise["message"].strip(), "no reason is told"
    assert wanted.says in exercise["message"], told


def test_there_are_attacks_by_many_doors() -> None:
    doors = {found.door for found in ATTACKS.values()}
    assert doors >= {"to_gray", "crop", "standardize", "sweep", "CNN", "train", "mnist", "top_k", "classify"}
    assert sum(found.expect != "full" for found in ATTACKS.values()) >= 20
    honest = {name for name, found in ATTACKS.items() if name.startswith("ok_")}
    assert len(honest) >= 3
    assert all(ATTACKS[name].expect == "full" for name in honest)


@pytest.mark.parametrize("name", OTHERS)
def test_an_attack_gets_what_its_header_says(name: str, run: Run) -> None:
    as_its_header_says(name, run.batch)


@needs_mnist
@pytest.mark.parametrize("name", ON_IMAGES)
def test_an_attack_on_unseen_images_gets_what_its_header_says(name: str, on_images: Run) -> None:
    as_its_header_says(name, on_images.batch)


@pytest.mark.parametrize("name", OTHERS)
def test_an_attack_changes_neither_the_maximum_nor_another_status(name: str, run: Run, honest: Path) -> None:
    report, whole = run.batch.report(name), run.batch.report(honest.name)
    assert report["max_score"] == whole["max_score"]
    assert {e["id"]: e["max_score"] for e in report["exercises"]} == {
        e["id"]: e["max_score"] for e in whole["exercises"]
    }
    assert not {e["status"] for e in report["exercises"]} & {"kit_error", "skipped"}


@pytest.mark.parametrize("name", [*OTHERS, *map(folder_name, ODD_NAMES)])
def test_no_text_of_an_attack_can_steer_a_terminal(name: str, run: Run) -> None:
    for text in strings(run.batch.report(name)):
        assert all(c.isprintable() or c in "\n\t" for c in text), ascii(text)


def test_what_is_printed_is_the_kits_own_and_printable(either: Run) -> None:
    text = either.batch.text
    assert either.batch.done.returncode == 0, text
    assert "Traceback" not in text
    assert "Warning" not in text
    assert "NOT GRADED" not in text
    assert all(c.isprintable() or c == "\n" for c in text), ascii(text)
    assert "::" not in text, "a command for a CI"
    assert "##" not in text, "another one"


def test_the_gradebook_holds_no_formula(run: Run) -> None:
    text = (run.batch.out / "gradebook.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) == 2 + len(OTHERS) + len(ODD_NAMES) + 1
    assert all(c.isprintable() for row in rows for cell in row for c in cell)
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_STARTS)]


def test_an_honest_submission_among_the_attacks_is_graded_as_if_it_were_alone(
    run: Run, alone: Batch, honest: Path
) -> None:
    assert alone.done.returncode == 0, alone.text
    for exercise in alone.report(honest.name)["exercises"]:
        assert is_full(exercise), exercise
    assert run.batch.raw(honest.name) == alone.raw(honest.name)


@needs_mnist
def test_an_honest_network_among_the_attacks_reads_digits(on_images: Run, honest: Path) -> None:
    assert is_full(on_images.batch.exercise(honest.name, "mnist"))


def test_nothing_outlives_the_command_or_is_left_or_changed(either: Run) -> None:
    assert either.left_running == {}
    assert either.left_in_temporary == []
    assert either.left_in_memory == set()
    assert either.left_at_home == []
    assert either.left_beside == []
    assert not either.course_changed
    assert not either.submissions_changed
    names = {file.name for file in either.batch.out.rglob("*") if file.is_file()}
    assert names - {"answers.msgpack"} == {"results.json", "provenance.json", "evidence.npz", "gradebook.csv"}


def test_the_weights_that_all_share_are_as_they_were(run: Run, shared_cache: Path) -> None:
    weights = data.weights_file(data.INCEPTION)
    weights = weights or shared_cache / "random-weights" / "hub" / "checkpoints" / data.INCEPTION
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
    assert (shared_cache / f"inception-{digest}.json").exists(), "nobody has asked the network with these weights"
