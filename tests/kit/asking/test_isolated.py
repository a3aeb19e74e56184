"""However a worker ends, it is its submission's end, and never the kit's fault."""

from collections.abc import Callable, Iterator

import pytest

from grader.asking.frames import ProtocolError, pack, unpack
from grader.asking.isolated import Isolated
from grader.course import Limits
from grader.sandbox.command import Supplies
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.processes import MOST_THREADS, ZygoteProcess
from grader.subject import Fault
from grader.values import Array, Outcome, Request, Returned

LIMITS = Limits(call=5.0, importing=5.0, exercise=30.0, patience=6.0)
THREADS = """
import threading, time

threading.stack_size(1 << 15)  # so that memory does not end it first

def go():
    for _ in range(4000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return "started"
"""
FEW_THREADS = """
import threading

def go():
    gate = threading.Event()
    threads = [threading.Thread(target=gate.wait) for _ in range(100)]
    [thread.start() for thread in threads]
    gate.set()
    [thread.join() for thread in threads]
    return "done"
"""
# Neighbouring mappings of different kinds are not joined; giving back so many takes the kernel a while.
SLOW_DEATH = """
import mmap, os

KEPT = []

def go():
    for i in range(55_000):
        KEPT.append(mmap.mmap(-1, 4096, prot=mmap.PROT_READ | (mmap.PROT_WRITE if i % 2 else 0)))
        if i % 2:
            KEPT[-1][0] = 1
    os.closerange(0, 4096)
    while True:
        pass
"""


@pytest.fixture(scope="module", params=["R1", "R2"])
def zygote(request: pytest.FixtureRequest, require: Callable[[str], None]) -> Iterator[ZygoteProcess]:
    require(request.param)
    made = ZygoteProcess(IsolationLevel(request.param), Supplies(("numpy",)))
    yield made
    made.close()


def outcome_of(zygote: ZygoteProcess, source: str) -> Outcome:
    transport = Isolated(zygote, {"it.py": source.encode()}, {"go": "it"}, LIMITS)
    try:
        return transport.ask(Request("call", "go"))
    finally:
        transport.close()


def test_a_worker_with_too_many_threads_is_ended(zygote: ZygoteProcess) -> None:
    with pytest.raises(Fault) as caught:
        outcome_of(zygote, THREADS)
    assert (caught.value.status, caught.value.message) == (
        "crashed",
        f"your code started more than {MOST_THREADS} threads",
    )
    assert outcome_of(zygote, "def go():\n    return 1\n") == Returned(1), "the next worker is not concerned"


def test_some_threads_are_welcome(zygote: ZygoteProcess) -> None:
    assert outcome_of(zygote, FEW_THREADS) == Returned("done")


def test_a_worker_that_dies_slowly_has_crashed(zygote: ZygoteProcess) -> None:
    with pytest.raises(Fault) as caught:
        outcome_of(zygote, SLOW_DEATH)
    assert caught.value.status == "crashed", caught.value.message


@pytest.mark.parametrize("shape", [(2**40, 0), (0, 2**27), (2**20, 0, 2**20)])
def test_an_array_without_bytes_says_no_more_than_an_answer_may(shape: tuple[int, ...]) -> None:
    body = pack(Returned(Array("numpy", "float64", shape, b"")))[12:]
    with pytest.raises(ProtocolError, match="larger than an answer may be"):
        unpack(body, Outcome, 1 << 20)  # type: ignore[arg-type]  # a union
    small = pack(Returned(Array("numpy", "float64", (3, 0), b"")))[12:]
    assert unpack(small, Outcome, 1 << 20) == Returned(Array("numpy", "float64", (3, 0), b""))  # type: ignore[arg-type]
