"""The judge reaches a verdict, whatever a worker sends and whatever a folder of results contains."""

from __future__ import annotations

import json
import os
import select
import socket
import struct
import threading
import time
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import support
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from support import DOUBLE, TRIPLE, Grader, hand_in

from grader import course, results
from grader.asking import frames, isolated
from grader.asking.isolated import Allowance, Isolated
from grader.cases import bank
from grader.cases.keys import Keys
from grader.course import Limits
from grader.grading import provenance
from grader.grading.materials import Materials
from grader.grading.rounds import ExerciseJudge
from grader.results import CheckResult, Counterexample, Report
from grader.sandbox import processes
from grader.sandbox.command import Supplies
from grader.subject import Fault, tensor
from grader.values import DTYPES, Absent, Array, Handle, Items, Other, Outcome, Raised, Request, Returned
from grader.worker.answering import Answerer
from grader.writers import changes, gradebook
from grader.writers.entries import entries

STATUSES = ("passed", "failed", "not_started", "missing", "error", "timeout", "memory", "crashed")
SHAPES = """
import numpy as np, torch
def shift(x): return x + 1
def halves(x): return [x[: len(x) // 2], x[len(x) // 2 :]]
def fall(x): raise ValueError("down the stairs")
"""
FUNCTIONS = {"shift": "shapes", "halves": "shapes", "fall": "shapes", "gone": "shapes"}
LONGEST = 20.0  # seconds; no example takes a tenth of it, even on a busy machine


def examples(count: int) -> settings:
    shared = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=count, deadline=None, suppress_health_check=shared, database=None)


# A puppet worker: the worker's own code makes right answers, which are then changed


@dataclass(frozen=True)
class Prank:
    """What happens to one reply."""

    at: int  # which of the replies
    kind: str
    place: int
    extra: bytes


PRANKS = (
    "flip", "cut", "insert", "garbage behind", "length", "twice", "an earlier one", "another's", "held back", "nothing",
    "only this", "end", "silence",
)  # fmt: skip


def pranks() -> SearchStrategy[list[Prank]]:
    one = st.builds(
        Prank, st.integers(0, 9), st.sampled_from(PRANKS), st.integers(0, 2**64 - 1), st.binary(min_size=1, max_size=12)
    )
    return st.lists(one, max_size=4)


@dataclass
class Theatre:
    """Replaces the zygote; every worker that it starts is a puppet."""

    answer: Callable[[bytes], bytes]
    pranks: list[Prank] = field(default_factory=list)
    foreign: bytes = b""
    puppets: list[Puppet] = field(default_factory=list)
    supplies: Supplies = field(default_factory=lambda: Supplies(()))
    writes: bool = False

    def spawn(self, memory: int, cpu_seconds: int, stored: Any = None) -> Puppet:
        self.puppets.append(Puppet(self))
        return self.puppets[-1]


class Puppet(processes.WorkerProcess):
    """The judge's end of a socket pair whose other end answers at once or misbehaves."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre, self.pid = theatre, os.getpid()
        self.peer, self.theirs = socket.socketpair()
        self.peer.setblocking(False)
        self.theirs.setblocking(False)  # bytes that do not fit into the socket are lost
        self.poll = select.poll()
        self.outgoing, self.incoming = deque(), bytearray()
        self.is_set_up = False
        self.replies: list[bytes] = []
        self.late = b""
        self.most = 0  # bytes that the judge has kept

    def send(self, frame: bytes) -> None:
        if not self.is_set_up:  # the first frame brings the files
            self.is_set_up = True
            return
        reply = self.theatre.answer(frame)
        number = len(self.replies)
        self.replies.append(reply)
        for prank in self.theatre.pranks:
            if prank.at == number:
                reply = self.play(prank, reply)
        try:
            self.theirs.sendall(reply + self.late)
        except OSError:
            return
        self.late = b""

    def play(self, prank: Prank, reply: bytes) -> bytes:
        at = prank.place % (len(reply) + 1)
        if prank.kind == "flip" and reply:
            at %= len(reply)
            return reply[:at] + bytes([reply[at] ^ (prank.extra[0] or 1)]) + reply[at + 1 :]
        if prank.kind == "held back":
            self.late = reply
            return b""
        if prank.kind == "end":
            with suppress(OSError):
                self.theirs.sendall(reply[:at])
            self.theirs.close()
        if prank.kind == "length":
            return reply[:4] + struct.pack("<Q", prank.place >> prank.extra[0] % 60) + reply[12:]
        return {
            "cut": reply[:at],
            "insert": reply[:at] + prank.extra + reply[at:],
            "garbage behind": reply + prank.extra,
            "twice": reply + reply,
            "an earlier one": self.replies[prank.place % len(self.replies)],
            "another's": self.theatre.foreign,
            "only this": prank.extra,
            "silence": b"",
        }.get(prank.kind, reply)

    def _read(self, count: int) -> None:
        super()._read(count)
        self.most = max(self.most, len(self.incoming))

    def has_ended(self, seconds: float) -> bool:
        return True

    def close(self) -> int | None:
        self.peer.close()
        self.theirs.close()
        return 0


@pytest.fixture(scope="module")
def answering() -> Iterator[Callable[[bytes], bytes]]:
    """Return a function that answers frames as a worker with these functions would; answers are cached."""
    answerer = Answerer({"shapes.py": SHAPES.encode()}, FUNCTIONS, folder="fuzzed", package="fuzzed")
    yield remembering(answerer)
    answerer.close()


def remembering(answerer: Answerer) -> Callable[[bytes], bytes]:
    known: dict[bytes, bytes] = {}

    def answer(frame: bytes) -> bytes:
        if frame not in known:
            known[frame] = frames.pack(answerer.answer(frames.unpack(frame[frames.PREFIX.size :], Request)))
        return known[frame]

    return answer


@pytest.fixture(autouse=True, scope="module")
def short_looks() -> Iterator[None]:
    """Check the clocks often, so that silence costs little time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "TICK", 0.002)
        yield


LIMITS = Limits(call=0.004, importing=0.004, exercise=0.05, patience=1.0)
ROOMS = (0, 64, 4096)


def requests() -> list[Request]:
    arrays = [np.arange(12, dtype="float32").reshape(3, 4), np.ones((5, 2)), np.array([1, 2, 3])]
    made = [
        Request("call", name, (tensor(a),), room=room)
        for name in FUNCTIONS
        for a, room in zip(arrays, ROOMS, strict=True)
    ]
    return [*made, Request("vjp", "shift", (tensor(arrays[0]), tensor(arrays[0])), room=4096, fresh=True)]


def transport(theatre: Theatre, limits: Limits = LIMITS) -> Isolated:
    return Isolated(theatre, {}, FUNCTIONS, limits)  # type: ignore[arg-type]  # all that it needs of a zygote


def ask(subject: Isolated, asked: list[Request], *, ahead: bool) -> list[Any]:
    """Return the outcome of each request, or the status of its Fault."""
    came: list[Any] = []
    for i, request in enumerate(asked):
        try:
            if ahead and i == 0:
                subject.prepare([(r, frames.pack(r)) for r in asked], subject.limits.call)
            came.append(subject.ask(request))
        except Fault as fault:
            came.append(fault.status)
    subject.drop_plan()
    return came


@examples(4000)
@given(played=pranks(), first=st.integers(0, 12), count=st.integers(1, 4), ahead=st.booleans())
def test_whatever_comes_is_an_answer_or_a_fault_and_stays_with_its_submission(
    answering: Callable[[bytes], bytes], played: list[Prank], first: int, count: int, *, ahead: bool
) -> None:
    asked = requests()[first : first + count]
    foreign = answering(frames.pack(Request("call", "shift", (tensor(np.full(3, 77.0)),), room=1 << 16)))
    theatre = Theatre(answering, played, foreign)
    start = time.monotonic()
    subject = transport(theatre)
    came = ask(subject, asked, ahead=ahead)
    subject.close()
    assert time.monotonic() - start < LONGEST
    assert len(came) == len(asked)
    for one in came:
        assert isinstance(one, (Returned, Raised, Absent)) or one in ("error", "timeout", "crashed")
    # A whole chunk may follow the frame; no more than the allowed number of announced bytes is read.
    most = max(*ROOMS, 0 if ahead else isolated.ROOM) + frames.OVERHEAD + 2 * 65536
    assert all(puppet.most <= most for puppet in theatre.puppets)
    following = Theatre(answering)
    subject = transport(following, Limits())
    right = [frames.unpack(answering(frames.pack(r))[frames.PREFIX.size :], Outcome) for r in asked]  # type: ignore[arg-type]
    assert ask(subject, asked, ahead=True) == right
    subject.close()


def test_answers_are_right_without_a_prank(answering: Callable[[bytes], bytes]) -> None:
    """Puppets give right answers if their replies are not changed."""
    subject = transport(Theatre(answering), Limits())
    asked = requests()
    kinds = [type(one) for one in ask(subject, asked, ahead=True)]
    assert kinds == [Returned] * 6 + [Raised] * 3 + [Absent] * 3 + [Returned]
    subject.close()


@examples(150)
@given(room=st.sampled_from([0, 64, 4096, 1 << 20]), announced=st.integers(0, 2**22) | st.integers(0, 2**64 - 1))
def test_a_reply_that_announces_too_many_bytes_is_refused_and_takes_no_memory(room: int, announced: int) -> None:
    flood = struct.pack("<4sQ", frames.MAGIC, announced) + b"\xdd\xff\xff\xff\xff" * 20_000
    subject = transport(
        Theatre(lambda _: flood), Limits(call=0.5, patience=1.0)
    )  # a busy machine must not cause a timeout
    subject.imported.add("shapes")
    tracemalloc.start()
    try:
        (came,) = ask(subject, [Request("call", "shift", (tensor(np.zeros(4)),), room=room)], ahead=True)
        assert came == "error" or announced <= room + frames.OVERHEAD
        assert tracemalloc.get_traced_memory()[1] < 3 * (room + frames.OVERHEAD) + (1 << 20)
    finally:
        tracemalloc.stop()
        subject.close()


# Time


class Slow(Puppet):
    """Receives or sends one chunk at a time, with a pause after each."""

    def __init__(self, chunk: int, pause: float) -> None:
        super().__init__(Theatre(lambda _: b""))
        self.theirs.settimeout(0.5)  # when the judge has given up, nothing more comes
        self.chunk, self.pause = chunk, pause
        self.ended = threading.Event()

    def dribble(self, data: bytes) -> None:
        for at in range(0, len(data), self.chunk):
            if self.ended.wait(self.pause):
                return
            try:
                self.theirs.sendall(data[at : at + self.chunk])
            except OSError:
                return

    def sip(self) -> None:
        while not self.ended.wait(self.pause):
            try:
                self.theirs.recv(self.chunk)
            except OSError:
                return

    def send(self, frame: bytes) -> None:
        processes.WorkerProcess.send(self, frame)


def timed_out(worker: Slow, play: Callable[[], None]) -> float:
    """Return the number of seconds after which the judge gave up."""
    actor = threading.Thread(target=play, daemon=True)
    start = time.monotonic()
    actor.start()
    try:
        with pytest.raises(TimeoutError):
            worker.receive(1 << 20, Allowance(100.0, 0.1))
        return time.monotonic() - start
    finally:
        worker.ended.set()
        actor.join()
        worker.close()


@pytest.mark.parametrize("chunk", [1, 7, 4096])
def test_a_reply_that_dribbles_in_is_not_waited_for(chunk: int) -> None:
    worker = Slow(chunk, 0.001)
    reply = frames.PREFIX.pack(frames.MAGIC, 1 << 20) + bytes(1 << 20)
    assert timed_out(worker, lambda: worker.dribble(reply * (1 if chunk < 4096 else 20))) < LONGEST


def test_a_question_that_is_read_slowly_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "TICK", 0.05)  # longer than a pause between two sips
    worker = Slow(32768, 0.002)
    worker.send(bytes(200 << 20))
    assert timed_out(worker, worker.sip) < 2.0, "200 MB would take far more than ten seconds"


# Bodies


@examples(4000)
@given(which=st.integers(0, 12), patches=st.lists(st.tuples(st.integers(0, 999), st.binary(max_size=4)), max_size=4))
def test_a_changed_body_is_an_answer_or_a_protocol_error(
    answering: Callable[[bytes], bytes], which: int, patches: list[tuple[int, bytes]]
) -> None:
    body = bytearray(answering(frames.pack(requests()[which]))[frames.PREFIX.size :])
    for place, patch in patches:
        at = place % len(body)
        body[at : at + len(patch)] = patch
    assert_answer_or_protocol_error(bytes(body))


def parts() -> SearchStrategy[Any]:
    """Return parts of messages in any order and place."""
    words = ["array", "items", "record", "other", "handle", "recipe", "numpy", "torch", "float32", "bool", "list", ""]
    fields = ["is", "kind", "dtype", "shape", "data", "items", "type", "text", "number", "value", "changed", "bases"]
    leaves = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.sampled_from(words) | st.binary()
    return st.recursive(
        leaves,
        lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(st.sampled_from(fields), deeper, max_size=5),
        max_leaves=8,
    )


@examples(1300)
@given(kind=st.sampled_from(["returned", "raised", "absent"]), value=parts())
def test_a_body_of_any_parts_is_an_answer_or_a_protocol_error(kind: str, value: Any) -> None:
    fields = {"is": kind, "value": value, "type": "E", "bases": (), "text": "t"}
    assert_answer_or_protocol_error(msgspec.msgpack.encode(fields))


def assert_answer_or_protocol_error(body: bytes) -> None:
    try:
        outcome: Any = frames.unpack(body, Outcome)  # type: ignore[arg-type]  # a union is a type for the decoder
    except frames.ProtocolError:
        return
    assert isinstance(outcome, (Returned, Raised, Absent))


# A whole judge


@pytest.fixture(scope="module")
def tiny(grader: Grader, tmp_path_factory: pytest.TempPathFactory) -> Materials:
    """Return the materials of a tiny course whose checks trust their answers too much."""
    folder = support.tiny_course(tmp_path_factory.mktemp("naive") / "course")
    for name in ("sums", "more"):
        test = folder / "tests" / "exercises" / f"test_{name}.py"
        test.write_text(test.read_text().replace("expect.integer(answer) % 2", "answer.value % 2"))
    file = folder / "tiny.bank"
    assert grader("bank", file, cwd=folder).returncode == 0
    catalogue = course.load(folder)
    catalogue = msgspec.structs.replace(catalogue, limits=LIMITS)
    keys = Keys.of(catalogue)
    return Materials(catalogue, bank.load(file, keys), keys, {}, "quick")


@pytest.fixture(scope="module")
def doubling(tiny: Materials) -> Iterator[Callable[[bytes], bytes]]:
    files = {"sums.py": DOUBLE.encode(), "more.py": TRIPLE.encode()}
    answerer = Answerer(files, tiny.course.functions, folder="doubled", package="doubled")
    yield remembering(answerer)
    answerer.close()


def absurd() -> SearchStrategy[bytes]:
    """Return valid replies with values that no exercise returns."""
    arrays = st.builds(
        Array,
        st.sampled_from(["numpy", "torch"]),
        st.sampled_from([*sorted(DTYPES), "complex64", "object", "\x1b[2J", ""]),
        st.lists(st.sampled_from([0, 1, 2, 2**31, 2**63, 2**64 - 1]), max_size=3).map(tuple),
        st.none() | st.just(b"") | st.just(bytes(8)),
    )
    numbers = st.integers(-(2**63), 2**64 - 1) | st.floats()
    others = st.builds(Other, st.text(max_size=9)) | st.builds(Handle, st.integers(0, 2**63))
    leaves = st.none() | numbers | st.text(max_size=9) | arrays | others
    nested = st.recursive(leaves, lambda inner: st.builds(Items, st.just("list"), st.lists(inner).map(tuple)))
    raised = st.builds(Raised, st.text(max_size=9), st.just(("NotImplementedError",)), st.text(max_size=99))
    return (st.builds(Returned, nested) | raised | st.builds(Absent, st.text(max_size=9))).map(frames.pack)


@examples(600)
@given(played=pranks(), foreign=absurd(), turns=st.integers(1, 12))
def test_every_conversation_ends_with_a_verdict(
    tiny: Materials, doubling: Callable[[bytes], bytes], played: list[Prank], foreign: bytes, turns: int
) -> None:
    theatre = Theatre(doubling, [*played, Prank(turns, "another's", 0, b"x")], foreign)
    subject = Isolated(theatre, {}, tiny.course.functions, LIMITS)  # type: ignore[arg-type]
    session = ExerciseJudge(tiny, subject)
    start = time.monotonic()
    judged = [session.judge(exercise) for exercise in tiny.exercises]
    subject.close()
    assert time.monotonic() - start < LONGEST
    for exercise, one in zip(tiny.exercises, judged, strict=True):
        assert one.result.status in STATUSES
        assert one.result.max_score == exercise.points
        assert {c.status for c in one.result.checks} <= set(STATUSES)
        assert "Traceback" not in one.result.message
    raw = results.to_json(results.report("ada", [one.result for one in judged], digest="", facts={}, marks=[]))
    assert results.from_json(raw) is not None


# Files of results


def a_report() -> Report:
    check = CheckResult("test_it", "It", "failed", 0, 2, "wrong", Counterexample("f(1)", "2", "3"))
    done = [results.exercise_result(name, "It", "it", name == "b", [check, check]) for name in "ab"]
    return results.report("ada", done, digest="d" * 64, facts={}, marks=["limit hit"])


GOOD = results.to_json(a_report())
BESIDE = msgspec.json.encode(provenance.Provenance("d" * 64, {"a": provenance.Part("e" * 64, ("limit hit",))}))
NASTY = st.sampled_from(
    [
        b"\xff\xfe", b"\xed\xa0\x80", b"\0", b"[" * 5000, b'{"a":' * 5000, b"9" * 5000, b"-1", b"1e400", b"0.5", b"NaN",
        b"null", b'""', b"[]", b"{}", b'"\\ud800"', b'"\\u001b[2J"', b"true", b"18446744073709551616",
    ]
)  # fmt: skip


def mutated(good: bytes) -> SearchStrategy[bytes]:
    """Return a good file with bytes replaced, parts exchanged, or truncated."""
    places = st.integers(0, len(good))
    flips = st.lists(st.tuples(places, st.binary(max_size=4)), max_size=3)
    fields = st.lists(st.tuples(st.integers(0, good.count(b": ") or 1), NASTY), max_size=2)
    return st.builds(_mutate, st.just(good), flips, fields, st.none() | places)


def _mutate(good: bytes, flips: list[tuple[int, bytes]], fields: list[tuple[int, bytes]], cut: int | None) -> bytes:
    parts = good.split(b": ")
    for which, nasty in fields:
        value = parts[which % len(parts)]
        parts[which % len(parts)] = nasty + value[value.find(b",") if b"," in value else len(value) :]
    raw = bytearray(b": ".join(parts))
    for at, patch in flips:
        raw[at : at + len(patch)] = patch
    return bytes(raw[:cut])


def anything() -> SearchStrategy[bytes]:
    jsons: SearchStrategy[Any] = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(json.loads(GOOD))), inner),
        max_leaves=8,
    )
    return jsons.map(lambda thing: json.dumps(thing).encode()) | st.binary(max_size=200)


@examples(1500)
@given(raw=mutated(GOOD) | anything(), other=mutated(GOOD))
@example(raw=GOOD.replace(b'"score": 0', b'"score": ' + b"9" * 5000), other=GOOD)
def test_results_of_any_bytes_are_a_report_or_none_and_can_be_compared(raw: bytes, other: bytes) -> None:
    old, new = results.from_json(raw), results.from_json(other)
    for one in (old, new):
        if one is not None:
            assert results.from_json(results.to_json(one)) == one
            gradebook.render(entries({"one": one}, {}))
    for change in changes.changes({"ada": old}, {"ada": new}):
        assert all(isinstance(text, str) for text in (change.what, change.before, change.after))


@examples(800)
@given(report=mutated(GOOD) | st.just(GOOD), beside=mutated(BESIDE) | anything())
def test_results_in_the_folder_are_reused_or_not(report: bytes, beside: bytes, tmp_path: Path) -> None:
    (tmp_path / results.FILE).write_bytes(report)
    (tmp_path / provenance.FILE).write_bytes(beside)
    before = provenance.Earlier.read(tmp_path)
    if before.report is None:
        assert before.parts == {}
    else:
        assert before.report == results.from_json(report)


STRANGE = {
    "empty": b"",
    "no_text": b"\xff",
    "deep": b"[" * 100_000,
    "cut": GOOD[:-20],
    "wrong_type": GOOD.replace(b'"score": 0', b'"score": "0"'),
    "huge_number": GOOD.replace(b'"score": 0', b'"score": ' + b"9" * 5000),
    "hostile_name": GOOD.replace(b'"ada"', b'"\\u001b[2J[bold]"').replace(b'"score": 0', b'"score": 1'),
    "hostile_id": GOOD.replace(b'"id": "a"', b'"id": "\\u001b[2J[bold]"'),
    "the_same": GOOD,
}


@pytest.mark.parametrize("name", [*STRANGE, "folder"])
def test_diff_meets_strange_results_with_plain_words(
    name: str, tiny_folder: Path, grader: Grader, tmp_path: Path
) -> None:
    for folder in ("old", "new"):
        (tmp_path / folder / "ada").mkdir(parents=True)
    (tmp_path / "old" / "ada" / results.FILE).write_bytes(GOOD)
    if name in STRANGE:
        (tmp_path / "new" / "ada" / results.FILE).write_bytes(STRANGE[name])
    else:
        (tmp_path / "new" / "ada" / results.FILE).mkdir()
    done = grader("diff", tmp_path / "old", tmp_path / "new", cwd=tiny_folder)
    assert done.returncode == 0, done
    changed = 0 if name == "the_same" else 1
    assert f"{changed} of 1 submissions have changed scores." in done.stdout
    assert "\x1b" not in done.stdout
    assert not done.stderr


def test_grade_relies_on_no_strange_results(isolated: str, tiny_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    everyone = [hand_in(tmp_path / "in" / str(i), sums=DOUBLE, more=TRIPLE) for i in range(len(STRANGE))]
    for path, raw in zip(everyone, STRANGE.values(), strict=True):
        (out / path.name).mkdir(parents=True)
        for file in (results.FILE, provenance.FILE):
            (out / path.name / file).write_bytes(raw)
    graded = support.grade(tiny_folder, everyone, out)
    assert graded.done.returncode == 0, graded.text
    support.assert_no_traceback(graded.text)
    assert [graded.report(path.name)["score"] for path in everyone] == [6] * len(everyone)
    assert {p["isolation"] for p in graded.provenance.values()} == {isolated}
