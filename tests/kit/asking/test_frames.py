"""Bytes from a worker decode to a valid message or raise ProtocolError, and use no more memory than allowed."""

from __future__ import annotations

import struct
import tracemalloc
from typing import Any, get_args

import msgspec
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from grader.asking import frames
from grader.asking.frames import Ended, Hello, ProtocolError, Setup
from grader.text import TEXT_CAP, one_line, printable
from grader.values import (
    DTYPES,
    Absent,
    Array,
    Frame,
    Handle,
    Items,
    Layout,
    Other,
    Outcome,
    Raised,
    Recipe,
    Record,
    Request,
    Returned,
    Value,
    to_value,
    type_name,
)

KINDS: tuple[Any, ...] = (Outcome, Request, Hello, Setup, frames.Launch, frames.Spawn | frames.Reap, Ended)


def texts(most: int = 20) -> SearchStrategy[str]:
    return st.text(max_size=most)


def numbers() -> SearchStrategy[Any]:
    return st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False)


@st.composite
def arrays(draw: st.DrawFn) -> Array:
    dtype = draw(st.sampled_from(sorted(DTYPES)))
    shape = tuple(draw(st.lists(st.integers(0, 4), max_size=4)))
    count = int(np.prod(shape, dtype=int)) * np.dtype(dtype).itemsize
    data = draw(st.none() | st.binary(min_size=count, max_size=count))
    layout = draw(st.sampled_from(get_args(Layout)))
    return Array(draw(st.sampled_from(["numpy", "torch"])), dtype, shape, data, layout)


def any_values() -> SearchStrategy[Value]:
    leaves = (
        numbers() | texts() | arrays() | st.builds(Handle, st.integers(0, 2**32)) | st.builds(Other, texts(), texts())
    )
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(Items, st.sampled_from(["list", "tuple"]), st.lists(inner, max_size=4).map(tuple))
            | st.builds(Record, st.dictionaries(texts(), inner, max_size=4))
            | st.builds(Recipe, texts(), st.dictionaries(texts(), inner, max_size=3))
        ),
        max_leaves=12,
    )


def student_frames() -> SearchStrategy[Frame]:
    return st.builds(Frame, texts(), st.integers(0, 10**6), texts(), texts())


def outcomes() -> SearchStrategy[Outcome]:
    several = st.lists(texts(), max_size=5).map(tuple)
    return (
        st.builds(Returned, any_values(), st.lists(st.integers(0, 9), max_size=3).map(tuple))
        | st.builds(
            Raised, texts(), several, texts(TEXT_CAP), st.lists(student_frames(), max_size=10).map(tuple), texts()
        )
        | st.builds(Absent, texts())
    )


def requests() -> SearchStrategy[Request]:
    return st.builds(
        Request,
        st.sampled_from(["import", "call", "vjp", "build", "logits", "describe", "probe"]),
        texts(),
        st.lists(any_values(), max_size=3).map(tuple),
        st.dictionaries(texts(), any_values(), max_size=3),
        st.integers(0, 2**40),
        st.booleans(),
    )


def decode(body: bytes, kind: Any = Outcome) -> Any:
    """Return the message, or None for a ProtocolError; any other exception fails the test."""
    try:
        return frames.unpack(body, kind)
    except ProtocolError:
        return None


def body_of(message: Any) -> bytes:
    frame = frames.pack(message)
    assert frames.body_length(frame[: frames.PREFIX.size], len(frame)) == len(frame) - frames.PREFIX.size
    return frame[frames.PREFIX.size :]


@given(outcomes())
def test_an_answer_comes_back_as_it_was_packed(message: Any) -> None:
    assert frames.unpack(body_of(message), Outcome) == message  # type: ignore[arg-type]


@given(requests())
def test_a_question_comes_back_as_it_was_packed(message: Request) -> None:
    assert frames.unpack(body_of(message), Request) == message


@given(arrays().filter(lambda a: a.data is not None))
def test_an_array_keeps_its_entries_bit_by_bit(array: Array) -> None:
    got = frames.unpack(body_of(Returned(array)), Outcome).value.numpy()  # type: ignore[arg-type]
    assert (got.dtype.name, got.shape, got.tobytes()) == (array.dtype, array.shape, array.data)
    assert not got.flags.writeable


@given(st.binary(max_size=400), st.sampled_from(KINDS))
def test_random_bytes_are_a_protocol_error_at_worst(body: bytes, kind: Any) -> None:
    decode(body, kind)


@given(outcomes(), st.data())
def test_no_truncated_answer_is_taken(message: Any, data: st.DataObject) -> None:
    body = body_of(message)
    cut = data.draw(st.integers(0, len(body) - 1))
    assert decode(body[:cut]) is None


@given(outcomes(), st.binary(min_size=1, max_size=8))
def test_no_answer_with_more_behind_it_is_taken(message: Any, more: bytes) -> None:
    assert decode(body_of(message) + more) is None


@given(outcomes(), st.data())
def test_one_wrong_byte_is_a_protocol_error_at_worst(message: Any, data: st.DataObject) -> None:
    body = bytearray(body_of(message))
    body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
    decode(bytes(body))


@given(outcomes())
def test_an_answer_is_no_other_kind_of_message(message: Any) -> None:
    assert decode(body_of(message), Hello) is None
    assert decode(body_of(message), frames.Spawn | frames.Reap) is None


@pytest.mark.parametrize("difference", [-1, 1, 8])
@pytest.mark.parametrize("inside", [lambda a: a, lambda a: Items("list", (1, a)), lambda a: Record({"a": a})])
def test_an_array_with_too_few_or_too_many_bytes_is_no_answer(difference: int, inside: Any) -> None:
    right = Array("torch", "float32", (2, 3), bytes(24))
    wrong = Array("torch", "float32", (2, 3), bytes(24 + difference))
    assert decode(body_of(Returned(inside(right)))) is not None
    assert decode(body_of(Returned(inside(wrong)))) is None


@pytest.mark.parametrize("dtype", ["object", "float31", "O", "V8", "str", "datetime64", "complex64", ""])
def test_bytes_of_a_foreign_dtype_are_no_answer(dtype: str) -> None:
    assert decode(body_of(Returned(Array("numpy", dtype, (1,), bytes(8))))) is None


def test_an_array_that_was_not_sent_keeps_its_name_and_shape() -> None:
    array = decode(body_of(Returned(Array("torch", "complex64", (2**40, 3))))).value
    assert (array.dtype, array.shape) == ("complex64", (2**40, 3))
    with pytest.raises(ValueError, match="were not sent"):
        array.numpy()


@pytest.mark.parametrize(
    "raw",
    [
        {"is": "array", "kind": "numpy", "dtype": "int8", "shape": [-1]},
        {"is": "array", "kind": "numpy", "dtype": "int8", "shape": [1] * 17},
        {"is": "array", "kind": "jax", "dtype": "int8", "shape": [1]},
        {"is": "array", "kind": "numpy", "dtype": "i" * 201, "shape": [1]},
        {"is": "items", "kind": "set", "items": []},
        {"is": "handle", "number": -1},
        {"is": "other", "type": "t" * 201},
        {"is": "stranger"},
        {"kind": "numpy"},
    ],
)
def test_a_value_outside_the_schema_is_no_answer(raw: dict[str, Any]) -> None:
    assert decode(msgspec.msgpack.encode({"is": "returned", "value": raw})) is None


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "E", "bases": ["E"] * 51, "text": ""},
        {"type": "E", "bases": [], "text": "t" * (TEXT_CAP + 1)},
        {"type": "E" * 201, "bases": [], "text": ""},
        {"type": "E", "bases": [], "text": "", "frames": [{"file": "", "line": 1, "function": "", "source": ""}] * 11},
    ],
)
def test_an_exception_longer_than_allowed_is_no_answer(raw: dict[str, Any]) -> None:
    assert decode(msgspec.msgpack.encode({"is": "raised"} | raw)) is None


@pytest.mark.parametrize("depth", [100, 10_000, 300_000])
@pytest.mark.parametrize(
    "opening", [b"\x91", b"\x81\xa1a", b"\x82\xa2is\xa5items\xa5items\x91"], ids=["lists", "maps", "items"]
)
def test_deep_nesting_is_a_protocol_error(depth: int, opening: bytes) -> None:
    assert decode(b"\x82\xa2is\xa8returned\xa5value" + opening * depth + b"\xc0") is None


def nested(depth: int) -> bytes:
    value: Any = 1
    for _ in range(depth):
        value = Items("list", (value,))
    return body_of(Returned(value))


def test_what_comes_through_is_never_so_deep_that_comparing_it_fails() -> None:
    assert decode(nested(frames.DEEPEST)) is not None
    assert decode(nested(frames.DEEPEST + 1)) is None
    assert decode(nested(300)) is None


@pytest.mark.parametrize("shape", [(2**62, 0), (0, 2**63), (2**31, 0, 2**31)])
def test_an_empty_array_of_an_impossible_shape_is_no_answer(shape: tuple[int, ...]) -> None:
    assert decode(body_of(Returned(Array("numpy", "float32", shape, b"")))) is None
    assert decode(body_of(Returned(Array("numpy", "float32", (0, 3), b"")))) is not None


def test_text_that_is_not_utf_8_is_no_answer() -> None:
    assert decode(b"\x82\xa2is\xa6absent\xa4text\xa2\xff\xfe") is None
    assert decode(b"\x82\xa2is\xa6absent\xa4text\xa3\xed\xb3\xbf") is None  # a lone surrogate, as bytes


@pytest.mark.parametrize("announcement", [b"\xc6\xff\xff\xff\xff", b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff"])
def test_what_announces_four_billion_parts_allocates_nothing_for_them(announcement: bytes) -> None:
    body = b"\x82\xa2is\xa8returned\xa5value" + announcement
    tracemalloc.start()
    try:
        assert decode(body) is None
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_a_giant_shape_without_bytes_allocates_nothing() -> None:
    body = body_of(Returned(Array("numpy", "float64", (2**63, 2**63))))
    tracemalloc.start()
    try:
        assert decode(body).value.shape == (2**63, 2**63)
        assert decode(body_of(Returned(Array("numpy", "float64", (2**63, 2**63), b"x")))) is None
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**40))
@example(frames.OVERHEAD, 0)
@example(frames.OVERHEAD + 1, 0)
def test_a_length_beyond_what_was_asked_for_is_refused_before_anything_is_read(length: int, room: int) -> None:
    prefix = struct.pack("<4sQ", frames.MAGIC, length)
    if length <= room + frames.OVERHEAD:
        assert frames.body_length(prefix, room) == length
    else:
        with pytest.raises(ProtocolError, match="announces"):
            frames.body_length(prefix, room)


@given(st.binary(min_size=4, max_size=4).filter(lambda magic: magic != frames.MAGIC))
def test_what_does_not_begin_as_a_reply_is_refused(magic: bytes) -> None:
    with pytest.raises(ProtocolError, match="no valid header"):
        frames.body_length(magic + bytes(8), 100)


# How the worker describes any object


def test_a_result_is_sent_while_there_is_room_for_it() -> None:
    small, large = np.zeros(4, "float32"), np.zeros(5, "float32")
    sent, left_out = to_value([small, large], room=20).items  # type: ignore[union-attr]
    assert sent.data == bytes(16)
    assert (left_out.data, left_out.shape) == (None, (5,))


@given(st.recursive(numbers() | texts(), lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=20))
def test_plain_results_are_described_and_packed(thing: Any) -> None:
    described = to_value(thing)
    assert decode(body_of(Returned(described))).value == described


def test_a_result_that_contains_itself_is_described_with_an_end() -> None:
    loop: list[Any] = []
    loop.append(loop)
    assert "deeply nested value" in repr(to_value(loop))
    wide = [[[0] * 1000] * 1000] * 1000
    assert len(frames.pack(Returned(to_value(wide)))) < frames.OVERHEAD + 100_000


@pytest.mark.parametrize("thing", [object(), {1: 2}, {1, 2}, 3j, b"bytes", lambda: 0, type, np.array([object()])])
def test_a_result_that_no_exercise_returns_is_named_only(thing: object) -> None:
    described = to_value(thing)
    assert isinstance(described, (Other, Array))
    assert getattr(described, "data", None) is None
    assert decode(body_of(Returned(described))) is not None


@pytest.mark.parametrize("number", [2**63, -(2**70), 10**400])
def test_a_number_too_long_for_the_wire_is_named_only(number: int) -> None:
    assert to_value(number) == Other("int", "a number of more than 18 digits")


# Text

TERMINAL_ESCAPE, BIDI = "\x1b[2J\x1b]0;title\x07", "\u202eabc\u2066\u200f"
LONE_SURROGATE = "a\udcffb\ud800"


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Co"])))
@example(TERMINAL_ESCAPE)
@example(BIDI)
@example(LONE_SURROGATE)
def test_defused_text_holds_nothing_but_printable_characters_and_can_be_encoded(text: str) -> None:
    shown = printable(text)
    assert all(c.isprintable() or c in "\n\t" for c in shown)
    shown.encode()


@given(st.text(), st.integers(0, 50))
def test_defused_text_is_never_longer_than_its_cap(text: str, cap: int) -> None:
    assert len(printable(text, cap)) <= cap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain: ä → 犬\n\ttext", "plain: ä → 犬\n\ttext"),
        (TERMINAL_ESCAPE, r"\x1b[2J\x1b]0;title\x07"),
        (BIDI, r"\u202eabc\u2066\u200f"),
        (LONE_SURROGATE, r"a\udcffb\ud800"),
        ("\r\x00\x7f\x85\u2028", r"\r\x00\x7f\x85\u2028"),
    ],
)
def test_what_harms_a_terminal_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_type_cannot_lie_about_its_name_to_the_terminal() -> None:
    evil = type("Evil\x1b[31m", (), {})
    assert type_name(evil()) == r"Evil\x1b[31m"
    assert len(type_name(type("N" * 500, (), {})())) == 200


def test_a_name_gives_no_command_to_a_ci_wherever_its_line_is_broken() -> None:
    assert one_line("::error::x ::: ##[group]") == r":\x3aerror:\x3ax :\x3a: #\x23[group]"
    assert one_line("a:b c#d") == "a:b c#d"
    assert len(one_line("::" * 100)) == 80
