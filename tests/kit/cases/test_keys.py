"""An edit draws again what depends on it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import support
from support import rewrite

from grader import course
from grader.cases.keys import Keys

CHECKS = Path("tests/exercises")


def keys(folder: Path) -> dict[str, tuple[str, str]]:
    """Return the keys of the cases and of the knowledge, by exercise."""
    found = Keys.of(course.load(folder))
    return {name: (found.cases(name), found.knowledge(name)) for name in found.exercises}


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return support.copy_course(tmp_path / "course")


EDITS: list[tuple[str, Callable[[Path], None], set[str] | str, set[str] | str]] = [
    ("limits", lambda f: rewrite(f / "course.toml", r"^call = .*$", "call = 1.25"), set(), set()),
    ("a stub", lambda f: append(f / "student" / "images.py", "changed = True\n"), set(), set()),
    ("a hint", lambda f: rewrite(f / "course.toml", "The three channels are", "Three channels are"), set(), set()),
    (
        "a renamed check",
        lambda f: rewrite(f / CHECKS / "test_convolution.py", r"def test_size_with_padding\b", "def test_padded"),
        {"output_size"},
        {"output_size"},
    ),
    (
        "a strategy",
        lambda f: rewrite(
            f / CHECKS / "strategies.py", r'^    """Draw an image, two to four values', '    """An image'
        ),
        {"sweep"},
        {"sweep"},
    ),
    ("a comment", lambda f: append(f / CHECKS / "strategies.py", "\n# another line\n"), set(), set()),
    ("a module of the reference", lambda f: append(f / "reference" / "images.py", "# a line\n"), "images", "all"),
    (
        "a mistake",
        lambda f: rewrite(
            f / "reference/mistakes/output_size.py", r"size \+ padding, kernel, 0", "size, kernel, padding"
        ),
        set(),
        {"output_size"},
    ),
    (
        "a sentence",
        lambda f: rewrite(f / "reference/mistakes/output_size.py", "The padding is counted once", "It is counted once"),
        set(),
        set(),
    ),
]


@pytest.mark.parametrize(("edit", "cases", "knowledge"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS])
def test_an_edit_changes_the_keys_of_what_depends_on_it(
    edit: Callable[[Path], None], cases: set[str] | str, knowledge: set[str] | str, folder: Path
) -> None:
    exercises = course.load(folder).exercises
    groups = {"all": {e.id for e in exercises}, "images": {e.id for e in exercises if e.module == "images"}}
    before = keys(folder)
    edit(folder)
    after = keys(folder)
    changed = [{name for name in before if before[name][kind] != after[name][kind]} for kind in (0, 1)]
    wanted = [groups[w] if isinstance(w, str) else w for w in (cases, knowledge)]
    assert changed[0] >= wanted[0]
    assert changed[0] == wanted[0] or cases == "images"
    assert changed[1] == wanted[1]


def test_a_helper_that_no_check_uses_changes_nothing_and_one_that_is_used_does(tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "tiny")
    file = folder / CHECKS / "test_sums.py"
    (folder / CHECKS / "helpers.py").write_text("LIMIT = 99\n\n\ndef unused():\n    return 1\n")
    text = file.read_text().replace("st.integers(0, 99)", "st.integers(0, LIMIT)")
    file.write_text(f"from helpers import LIMIT, unused\n{text}")
    before = keys(folder)
    rewrite(folder / CHECKS / "helpers.py", "return 1", "return 2")
    assert keys(folder) == before
    rewrite(folder / CHECKS / "helpers.py", "LIMIT = 99", "LIMIT = 98")
    after = keys(folder)
    assert after["double"][0] != before["double"][0]
    assert after["triple"] == before["triple"]
