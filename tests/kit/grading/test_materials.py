"""A regrade equals a fresh grade: the key of an earlier result covers everything that decides it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import support
from support import DOUBLE, TRIPLE, hand_in, rewrite

from grader import course
from grader.cases import bank, drawing
from grader.cases.bank import Bank
from grader.cases.keys import Keys
from grader.course import Course, Exercise, Limits, WorkerSettings
from grader.grading.materials import Materials
from grader.intake.submission import Sources
from grader.resources import Resource

SOURCES = Sources("ada", {"sums.py": DOUBLE.encode()})
# Another value for every field, so that a new field needs a decision.
EXERCISE: dict[str, Any] = {
    "id": "double", "module": "more", "title": "Another title", "points": 4, "hints": ("Another.", "Hint."),
    "hints_for": {"test_double_is_right": "Hint."}, "bonus": True, "requires": ("triple",), "function": False,
    "predictable": True,
}  # fmt: skip
LIMITS: dict[str, Any] = {"call": 1.5, "importing": 4.5, "exercise": 2.5, "patience": 5.0, "memory_mb": 1024}
WORKER: dict[str, Any] = {"packages": ("numpy", "scipy"), "preload": ("numpy.fft",), "recipes": "grader.worker.recipes"}
# The same here, checked against the checks, and no part of a result.
HARMLESS = {"id", "points", "hints", "hints_for", "predictable"}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return course.load(support.tiny_course(tmp_path_factory.mktemp("materials") / "course"))


@pytest.fixture(scope="module")
def drawn(tiny: Course) -> Bank:
    folder = bank.own_folder(tiny)
    drawing.draw_into(tiny, folder, ["double", "triple"])
    return bank.load(folder, Keys.of(tiny))


def digests(
    catalogue: Course, loaded: Bank, budget: str = "quick", found: dict[str, Resource] | None = None
) -> set[str]:
    keys = Keys.of(catalogue)
    materials = Materials(catalogue, loaded, keys, found or {}, budget)
    return {materials.exercise_digest(catalogue.exercises[0], SOURCES), materials.digest(SOURCES)}


@pytest.mark.parametrize("field", Exercise.__struct_fields__)
def test_every_field_of_an_exercise_is_part_of_its_key(field: str, tiny: Course, drawn: Bank) -> None:
    first, second = tiny.exercises
    changed = msgspec.structs.replace(first, **{field: EXERCISE[field]})
    other = digests(msgspec.structs.replace(tiny, exercises=(changed, second)), drawn)
    before = digests(tiny, drawn)
    assert (len(before & other) > 0) == (field in HARMLESS)


@pytest.mark.parametrize(
    ("table", "kind", "values"),
    [("limits", Limits, LIMITS), ("worker", WorkerSettings, WORKER)],
    ids=["limits", "worker"],
)
def test_every_limit_and_every_setting_of_workers_is_part_of_the_key(
    table: str, kind: type[msgspec.Struct], values: dict[str, Any], tiny: Course, drawn: Bank
) -> None:
    for field in kind.__struct_fields__:
        changed = msgspec.structs.replace(getattr(tiny, table), **{field: values[field]})
        assert not digests(tiny, drawn) & digests(msgspec.structs.replace(tiny, **{table: changed}), drawn), field


def test_a_retired_check_the_bank_and_a_resource_are_part_of_the_key(tiny: Course, drawn: Bank, tmp_path: Path) -> None:
    before = digests(tiny, drawn)
    retired = msgspec.structs.replace(tiny, retired={"test_double_is_even": "unclear"})
    assert not before & digests(retired, drawn)
    drawing.draw_into(tiny, tmp_path, ["double", "triple"], seed=2)
    assert not before & digests(tiny, bank.load(tmp_path, Keys.of(tiny)))
    whole = [digests(tiny, drawn, found={"data": Resource({}, name, lambda: None)}) for name in ("one", "two")]
    assert len(whole[0] & whole[1]) == 1, "a resource that no check uses counts for the submission only"


EDITS: dict[str, Callable[[Path], object]] = {
    "bonus": lambda f: rewrite(f / "course.toml", "^points = 4$", "points = 4\nbonus = true"),
    "module": lambda f: rewrite(f / "course.toml", '^module = "more"$', 'module = "extra"'),
    "check": lambda f: rewrite(f / "tests" / "exercises" / "test_sums.py", r'"double", 4\)', '"double", 6)'),
}


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_the_bytes_after_an_edit_are_those_of_a_run_from_nothing(edit: str, isolated: str, tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "course")
    for home in ("student", "reference"):
        (folder / home / "extra.py").write_text((folder / home / "more.py").read_text())
    wrong = "def triple(n):\n    return n\n"
    everyone = [
        hand_in(tmp_path / "ada", sums=DOUBLE, more=TRIPLE, extra=wrong),
        hand_in(tmp_path / "bob", sums="def double(n):\n    return n + (n != 6) * n\n", more=wrong, extra=TRIPLE),
    ]
    first = support.grade(folder, everyone, tmp_path / "out")
    assert first.done.returncode == 0, first.text
    before = {path.name: first.raw(path.name) for path in everyone}
    EDITS[edit](folder)
    again = support.grade(folder, everyone, tmp_path / "out")
    fresh = support.grade(folder, everyone, tmp_path / "fresh")
    assert fresh.done.returncode == 0, fresh.text
    for path in everyone:
        assert again.raw(path.name) == fresh.raw(path.name)
    assert any(again.raw(path.name) != before[path.name] for path in everyone)
