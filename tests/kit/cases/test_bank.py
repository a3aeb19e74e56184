"""A bank is one file whose bytes determine the grade; other files and other courses' banks are refused in one line."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec
import pytest
import support
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Expected, Grader, assert_refused, expected

from grader import course
from grader.asking import frames
from grader.cases import bank, drawing
from grader.cases.bank import Bank, BankError, Case, Part
from grader.cases.keys import Keys
from grader.course import Course
from grader.mistakes.knowledge import Unit
from grader.values import Array, Record, Request, Returned, effort

SMALL = Part(
    "key",
    "secret",
    True,
    {
        "test_it": (
            Case(
                Record({"n": 3}),
                (Request("call", "f", (Array("torch", "float32", (2,), bytes(8)),), room=1032, fresh=True),),
                (Returned(4),),
            ),
        )
    },
)
BODIES = {"it.cases": msgspec.msgpack.encode(SMALL)}
RAW = bank.to_bytes(BODIES)


@pytest.fixture(scope="module")
def found(course_folder: Path) -> Expected:
    return expected(course_folder)


def refusal(raw: bytes) -> str:
    with pytest.raises(BankError) as caught:
        bank.from_bytes(raw, "my.bank")
    message = str(caught.value)
    assert message.startswith("my.bank: ")
    assert "grader bank" in message, "no remedy"
    return message


def test_a_bank_comes_back_from_its_bytes() -> None:
    loaded = bank.from_bytes(RAW, "my.bank")
    assert loaded.parts == {"it": SMALL}
    ((request, frame),) = loaded.frames["test_it"][0]
    assert frame == frames.pack(request)
    assert bank.units(SMALL) == [Unit("test_it", (request,))]


@pytest.mark.parametrize("raw", [b"", b"\x00" * 100, b"PK\x03\x04", b"convkit case bank 99\n", RAW[1:]])
def test_another_file_is_no_bank(raw: bytes) -> None:
    assert "not a case bank" in refusal(raw)


@given(st.integers(len(bank.HEAD), len(RAW) - 1))
def test_a_bank_that_is_cut_off_is_refused(length: int) -> None:
    assert "truncated" in refusal(RAW[:length])


@given(st.integers(len(bank.HEAD), len(RAW) - 1), st.integers(1, 255))
def test_a_bank_with_one_wrong_byte_is_refused(place: int, difference: int) -> None:
    raw = bytearray(RAW)
    raw[place] ^= difference
    assert refusal(bytes(raw)).startswith(("my.bank: damaged", "my.bank: truncated"))


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_a_bank_of_anything_else_is_refused(body: bytes) -> None:
    assert ": damaged" in refusal(bank.HEAD + zlib.compress(body))


def test_a_bank_that_unpacks_without_end_is_refused() -> None:
    packer = zlib.compressobj(9)
    zeros = bytes(1 << 24)
    body = b"".join(packer.compress(zeros) for _ in range(17)) + packer.flush()
    assert "too large" in refusal(bank.HEAD + body)


@pytest.mark.parametrize(
    "wrong",
    [
        {"it.cases": 3},
        {"it.cases": msgspec.msgpack.encode({"key": "x"})},
        {"it.cases": msgspec.msgpack.encode({"key": "", "secret": "", "complete": 1, "cases": {}})},
        ["it.cases", b""],
    ],
)
def test_a_bank_outside_the_schema_is_refused(wrong: object) -> None:
    assert ": damaged" in refusal(bank.HEAD + zlib.compress(msgspec.msgpack.encode(wrong)))


@pytest.fixture
def tiny(tmp_path: Path) -> Course:
    return course.load(support.tiny_course(tmp_path / "tiny"))


def test_a_bank_of_other_checks_is_refused(tiny: Course, tmp_path: Path) -> None:
    file = tmp_path / "my.bank"
    drawing.draw_file(tiny, file)
    assert set(bank.load(file, Keys.of(tiny)).parts) == {"double", "triple"}
    support.rewrite(tiny.path / "tests" / "exercises" / "test_sums.py", "double of four", "double of 4")
    assert set(bank.load(file, Keys.of(tiny), ["triple"]).parts) == {"triple"}
    with pytest.raises(BankError, match=r"double: drawn from other checks .* redraw it with: grader bank my.bank"):
        bank.load(file, Keys.of(tiny))


def test_a_bank_that_cannot_be_read_is_refused(tiny: Course, tmp_path: Path) -> None:
    for file in (tmp_path / "empty", tmp_path / "nothing"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(BankError, match=r"cannot be read \(.*\); name another file with --bank FILE"):
            bank.load(file, Keys.of(tiny))


# The bank of this course


def test_the_bank_has_cases_of_every_check_that_is_banked_and_of_no_other(found: Expected, loaded_bank: Bank) -> None:
    cases = loaded_bank.cases
    assert set(cases) == {c.id for c in found.checks if c.banked}
    assert not [name for name, several in cases.items() if not several]


def test_every_check_that_draws_has_several_cases(found: Expected, loaded_bank: Bank) -> None:
    for check in found.checks:
        if check.drawn and check.banked:
            assert len(loaded_bank.cases[check.id]) >= 2, check.id


def test_every_request_names_a_function_of_the_catalogue(loaded_bank: Bank) -> None:
    functions = loaded_bank.cases and course.load(support.ROOT).functions
    for name, cases in loaded_bank.cases.items():
        for case in cases:
            assert case.requests, f"{name} asks nothing"
            assert case.requests[0].fresh, f"{name} starts on the state of the case before"
            assert {r.name for r in case.requests} - {""} <= set(functions), name


def test_cases_come_smallest_first(loaded_bank: Bank) -> None:
    for name, cases in loaded_bank.cases.items():
        efforts = [[effort(request) for request in case.requests] for case in cases]
        sizes = [(max(e[0] for e in each), max(e[1] for e in each)) for each in efforts]
        assert sizes == sorted(sizes), name


def test_a_bank_is_drawn_to_the_same_bytes_again_and_to_others_by_another_seed(
    tiny_folder: Path, tmp_path: Path, grader: Grader
) -> None:
    first, again, other = (tmp_path / f"{name}.bank" for name in ("first", "again", "other"))
    assert grader("bank", first, cwd=tiny_folder).returncode == 0
    done = grader("bank", again, "--course", tiny_folder, cwd=tmp_path, env={"PYTHONHASHSEED": "77"})
    assert done.returncode == 0, done.stderr
    assert again.read_bytes() == first.read_bytes()
    loaded = bank.load(again, Keys.of(course.load(tiny_folder)))
    cases = sum(map(len, loaded.cases.values()))
    assert f"{cases} cases of {len(loaded.cases)} checks, SHA-256 {loaded.digest}" in done.stdout
    assert grader("bank", other, "--seed", 2, cwd=tiny_folder).returncode == 0
    assert other.read_bytes() != first.read_bytes()


def test_a_reference_that_fails_a_check_gives_no_bank(tmp_path: Path, grader: Grader) -> None:
    folder = support.tiny_course(tmp_path / "course")
    (folder / "reference" / "sums.py").write_text("def double(n):\n    return 2 * n + 1\n")
    done = grader("bank", tmp_path / "wrong.bank", cwd=folder)
    assert done.returncode == 3
    assert "wrong.bank: the case bank cannot be drawn" in done.stderr
    assert f"{folder / 'reference' / 'sums.py'}: the reference fails a check" in done.stderr
    assert "expected: an even number\ngot:      something else" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["course"], "something was left behind"


def test_a_check_that_cannot_be_imported_gives_no_bank(tmp_path: Path, grader: Grader) -> None:
    folder = support.tiny_course(tmp_path / "course")
    (folder / "tests" / "exercises" / "test_sums.py").write_text("def broken(:\n")
    assert_refused(
        grader("bank", tmp_path / "my.bank", cwd=folder), 2, "test_sums.py: cannot be imported", "SyntaxError"
    )


def test_a_check_that_raises_gives_no_bank(tmp_path: Path, grader: Grader) -> None:
    folder = support.tiny_course(tmp_path / "tiny")
    file = folder / "tests" / "exercises" / "test_more.py"
    text = file.read_text().replace("answer, want = student", "answer, want = expect.nothing, student")
    file.write_text(text)
    line = 1 + next(i for i, line in enumerate(text.splitlines()) if "expect.nothing" in line)
    done = grader("bank", tmp_path / "my.bank", cwd=folder)
    assert_refused(done, 3, f"test_more.py:{line} raised AttributeError", "correct the check")


def test_a_bank_that_cannot_be_written_is_reported(tiny_folder: Path, tmp_path: Path, grader: Grader) -> None:
    (tmp_path / "file").write_text("mine")
    done = grader("bank", tmp_path / "file" / "my.bank", cwd=tiny_folder)
    assert_refused(done, 3, "my.bank", "cannot be drawn")
