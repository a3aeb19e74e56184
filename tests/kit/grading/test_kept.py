"""The judge keeps the answers of an exercise that no known mistake explains, and a rerun keeps them."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
import support
from support import DOUBLE, TRIPLE, Batch, hand_in

from grader.mistakes import kept
from grader.mistakes.kept import Answers, Kept
from grader.values import Returned

ONE_MORE = "def double(n):\n    return 2 * n + 1\n"
SAME_AGAIN = "def double(number):\n    total = number + number\n    return total + 1\n"
SOURCES = {
    "ada": DOUBLE,
    "ben": ONE_MORE,
    "cho": SAME_AGAIN,
    "dee": "def double(n):\n    return n\n",
    "eva": "def double(n):\n    return 1 / 0\n",
    "fay": "def double(n):\n    while n == 7 or n > 1:\n        pass\n    return 0\n",
    "gus": "import random\ndef double(n):\n    return n + random.SystemRandom().randint(1, 999)\n",
}


def hand_in_all(place: Path) -> list[Path]:
    return [hand_in(place / name, sums=source, more=TRIPLE) for name, source in SOURCES.items()]


@pytest.fixture(scope="module")
def graded(isolated: str, tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    place = tmp_path_factory.mktemp("kept")
    batch = support.grade(tiny_folder, hand_in_all(place / "in"), place / "out", "--jobs", 1)
    assert batch.done.returncode == 0, batch.text
    return batch


def read(batch: Batch, name: str) -> Kept:
    found = kept.read(batch.out / name)
    assert found is not None, name
    return found


def test_answers_are_kept_of_what_fails_with_values_and_within_the_limits(graded: Batch) -> None:
    with_answers = {file.parent.name for file in graded.out.glob(f"*/{kept.FILE}")}
    assert with_answers == {"ben", "cho", "dee"}
    assert read(graded, "ben").exercises.keys() == {"double"}
    values = [answer.value for unit in read(graded, "dee").exercises["double"].units() for answer in unit]  # type: ignore[union-attr]
    assert len(values) > 5
    assert read(graded, "ben").exercises == read(graded, "cho").exercises != read(graded, "dee").exercises


def test_the_bytes_are_the_same_with_two_judges_and_the_results_without_answers(
    graded: Batch, tiny_folder: Path, tmp_path: Path
) -> None:
    inside = sorted(p for p in (graded.out.parent / "in").iterdir() if p.name in ("ben", "cho", "dee"))
    twice = support.grade(tiny_folder, inside, tmp_path / "out", "--jobs", 2)
    for path in inside:
        assert (twice.out / path.name / kept.FILE).read_bytes() == (graded.out / path.name / kept.FILE).read_bytes()
        assert twice.raw(path.name) == graded.raw(path.name)


def test_a_rerun_that_grades_another_exercise_keeps_them(graded: Batch, tmp_path: Path) -> None:
    course = support.tiny_course(tmp_path / "course")
    shutil.copytree(graded.out, tmp_path / "out")
    before = (tmp_path / "out" / "ben" / kept.FILE).read_bytes()
    catalogue = course / "course.toml"
    catalogue.write_text(catalogue.read_text() + '\n[retired]\ntest_triple_is_even = "asked for too much"\n')
    batch = support.grade(course, [graded.out.parent / "in" / "ben"], tmp_path / "out")
    assert batch.report("ben")["max_score"] == 5
    assert read(batch, "ben").exercises == msgspec.msgpack.decode(before, type=Kept).exercises
    assert read(batch, "ben").results == batch.report("ben")["digest"]
    (graded.out.parent / "repaired").mkdir()
    repaired = hand_in(graded.out.parent / "repaired" / "ben", sums=DOUBLE, more=TRIPLE)
    support.grade(course, [repaired], tmp_path / "out")
    assert not (tmp_path / "out" / "ben" / kept.FILE).exists()


def answers(size: int) -> Answers:
    return Answers("0", False, bytes(size))


def test_a_file_holds_the_first_exercises_that_fit_and_none_is_written_for_nothing() -> None:
    large = {str(number): answers(kept.MOST // 3) for number in range(5)}
    assert kept.encoded("digest", {}) == b""
    found = msgspec.msgpack.decode(kept.encoded("digest", large), type=Kept)
    assert list(found.exercises) == ["0", "1", "2"]


def test_a_file_that_somebody_changed_is_as_good_as_none(tmp_path: Path) -> None:
    file = tmp_path / kept.FILE
    good = msgspec.msgpack.encode(Kept("digest", {"double": answers(3)}))
    for content in (b"", b"\x00", good[:-1], bytes(kept.MOST + kept.ENVELOPE + 1), msgspec.msgpack.encode({"a": 1})):
        file.write_bytes(content)
        assert kept.read(tmp_path) is None
    file.write_bytes(good)
    assert kept.read(tmp_path) == Kept("digest", {"double": answers(3)})
    large = Answers("0", False, msgspec.msgpack.encode([[Returned("a" * 10)]]))
    assert large.units() == ((Returned("a" * 10),),)
