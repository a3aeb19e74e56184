"""One zygote serves many submissions, and no worker changes it or affects the next worker."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from grader.asking.isolated import Isolated
from grader.course import Limits
from grader.sandbox.command import Supplies
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.memory import Stored
from grader.sandbox.processes import ZygoteProcess
from grader.subject import Fault
from grader.values import Request, Returned

LIMITS = Limits(call=2.0, importing=2.0, exercise=5.0, patience=3.0, memory_mb=512)
IMAGES = np.arange(1 << 16, dtype=np.uint8).reshape(64, 1024)

# Reports the state of its process: everything that an earlier worker could have changed.
WITNESS = """
import builtins, decimal, gc, hashlib, io, json, locale, os, random, resource, signal, sys
import numpy, torch

def digest(thing):
    return hashlib.sha256(repr(thing).encode()).hexdigest()[:8]

def kinds(module):
    code = lambda value: getattr(getattr(value, "__code__", None), "co_code", b"")
    return sorted((name, type(value).__qualname__, code(value)) for name, value in vars(module).items()
                  if not name.startswith("__"))

def descriptors():
    for number in range(256):
        try:
            yield number, os.fstat(number).st_mode
        except OSError:
            pass

def state():
    stored = [o.stored for o in gc.get_objects() if type(o).__name__ == "Answerer"][0]
    umask = os.umask(0o22)
    os.umask(umask)
    found = {
        "environment": sorted(os.environ.items()), "path": sys.path, "folder": os.getcwd(), "umask": umask,
        "signals": [signal.getsignal(n) for n in range(1, 32)], "blocked": signal.pthread_sigmask(0, []),
        "timers": [signal.getitimer(n) for n in range(3)],
        "limits": [resource.getrlimit(n) for n in range(16) if n != resource.RLIMIT_NPROC],  # it follows the machine
        "affinity": os.sched_getaffinity(0),
        "priority": [os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)],
        "group": [os.getpgid(0) == os.getpgid(os.getppid()), os.getsid(0) == os.getsid(os.getppid())],
        "descriptors": list(descriptors()), "images": hashlib.sha256(stored["images"].tobytes()).hexdigest(),
        "modules": [name for name in sys.modules if name.split(".")[0] not in ("student", "witness", "attack")],
        "builtins": kinds(builtins), "functional": kinds(torch.nn.functional), "numpy": kinds(numpy),
        "wire": kinds(sys.modules["grader.values"]), "worker": kinds(sys.modules["grader.worker.answering"]),
        "finders": [getattr(f, "__name__", type(f).__name__) for f in sys.meta_path],
        "random": [random.getstate(), numpy.random.get_state()[1].tolist(), torch.get_rng_state().tolist()],
        "torch": [torch.get_num_threads(), torch.get_default_dtype(), torch.is_grad_enabled(),
                  torch.are_deterministic_algorithms_enabled(), torch.backends.mkldnn.enabled],
        "other": [decimal.getcontext().prec, locale.setlocale(locale.LC_ALL), numpy.geterr(), sys.getrecursionlimit(),
                  sys.getswitchinterval(), gc.isenabled(), gc.get_threshold()],
    }
    return json.dumps({name: digest(value) for name, value in found.items()})
"""

# Each tries to change state outside its worker; if it returns, it reports what succeeded.
HEAD = """
import ctypes, fcntl, gc, mmap, os, resource, signal, socket, stat, struct, sys, threading
libc = ctypes.CDLL(None, use_errno=True)
PARENT = os.getppid()

def tried(attempts):
    done = []
    for name, attempt in attempts:
        try:
            attempt()
            done.append(name)
        except (OSError, ValueError):  # refused; anything else would mean that the attempt was wrong
            pass
    return ", ".join(done) or "nothing"

def call(number, *values):
    if libc.syscall(ctypes.c_long(number), *[ctypes.c_long(v) if isinstance(v, int) else v for v in values]) < 0:
        raise OSError(ctypes.get_errno(), "refused")
"""
ATTACKS = {
    "signals": """
def go():
    attempts = [(f"signal {n}", lambda n=n, p=p: os.kill(p, n)) for n in (0, 1, 9, 15, 18, 19) for p in (PARENT, 1, -1)]
    attempts += [("signal the group", lambda: os.killpg(os.getpgid(PARENT), 9))]
    attempts += [("signal a thread", lambda: call(234, PARENT, PARENT, 9)), ("tkill", lambda: call(200, PARENT, 9))]
    attempts += [("queue a signal", lambda: call(129, PARENT, 9, bytes(128)))]
    attempts += [("handle", lambda: os.pidfd_open(PARENT)), ("leave the group", lambda: os.setpgid(0, 0))]
    return tried(attempts)
""",
    "tracing": """
def go():
    attempts = [(f"ptrace {n}", lambda n=n: call(101, n, PARENT, 0, 0)) for n in (0, 16, 0x4206)]
    attempts += [("write memory", lambda: call(311, PARENT, bytes(16), 1, bytes(16), 1, 0))]
    attempts += [("read memory", lambda: call(310, PARENT, bytes(16), 1, bytes(16), 1, 0))]
    attempts += [("open " + name, lambda name=name: open(f"/proc/{PARENT}/{name}", "rb+")) for name in
                 ("mem", "clear_refs", "oom_score_adj", "coredump_filter", "timerslack_ns", "fd/0", "cwd", "root")]
    return tried(attempts)
""",
    "shared memory": """
def go():
    answerer = next(o for o in gc.get_objects() if type(o).__name__ == "Answerer")
    answerer.stored["images"].setflags(write=True)
    answerer.stored["images"][:] = 7  # a private copy
    libc.shmat.restype = ctypes.c_void_p
    attempts = [("shmget", lambda: call(29, 77, 4096, 0o1666)), ("memfd", lambda: os.memfd_create("x"))]
    attempts += [("a file in shm", lambda: open("/dev/shm/x", "w"))]
    attempts += [("punch", lambda: punch(answerer.stored["images"]))]
    attempts += [("protect", lambda: call(10, 4096, 4096, 3)), ("queue", lambda: call(68, 77, 0o1666))]
    return tried(attempts)

def punch(images):
    call(28, images.ctypes.data & ~4095, 4096, 9)  # MADV_REMOVE
""",
    "descriptors": """
def go():
    done = []
    for number in range(3, 1024):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
        except OSError:
            continue
        done.append(tried([
            (f"write to {number}", lambda: os.write(number, b"x")), (f"cut {number}", lambda: os.ftruncate(number, 0)),
            (f"move {number}", lambda: os.lseek(number, 1, 1)),
            (f"own {number}", lambda: fcntl.fcntl(number, fcntl.F_SETOWN, PARENT)),
            (f"lease {number}", lambda: fcntl.fcntl(number, fcntl.F_SETLEASE, fcntl.F_RDLCK)),
            (f"lock {number}", lambda: fcntl.flock(number, fcntl.LOCK_EX)),
            (f"map {number}", lambda: mmap.mmap(number, 4096, mmap.MAP_SHARED)),
        ]))
    return ", ".join(done) or "nothing"
""",
    "files": """
def go():
    attempts = [("lock a module", lambda: fcntl.flock(os.open(os.__file__, 0), fcntl.LOCK_EX))]
    attempts += [("lease a module", lambda: fcntl.fcntl(os.open(os.__file__, 0), fcntl.F_SETLEASE, fcntl.F_RDLCK))]
    attempts += [("write a module", lambda: open(os.__file__, "ab"))]
    attempts += [("write " + place, lambda place=place: open(place + "/x", "w"))
                 for place in ("/tmp", "/", "/dev/shm", "/var/tmp", os.environ["TMPDIR"], "..", "/scratch", "/kit")
                 if os.path.realpath(place) != os.getcwd() or place == ".."]  # its own folder is emptied after it
    attempts += [("flush all disks", lambda: call(162)), ("name its host", lambda: socket.sethostname("x"))]
    return tried(attempts)
""",
    "limits of others": """
def go():
    attempts = [("limit", lambda: resource.prlimit(PARENT, resource.RLIMIT_CPU, (1, 1)))]
    attempts += [("slow", lambda: os.setpriority(os.PRIO_PROCESS, PARENT, 19))]
    attempts += [("slow all", lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19))]
    attempts += [("pin", lambda: os.sched_setaffinity(PARENT, {0}))]
    attempts += [("schedule", lambda: os.sched_setscheduler(PARENT, os.SCHED_IDLE, os.sched_param(0)))]
    attempts += [("slow its disk", lambda: call(251, 1, PARENT, 3 << 13))]
    return tried(attempts)
""",
    "its own process": """
import decimal, locale, random, numpy, torch

def go():
    os.environ["CONVKIT"] = "x"; sys.path.insert(0, "/tmp"); os.umask(0); os.chdir("/usr")
    for number in (1, 2, 10, 12, 14, 15, 17):
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32)); signal.setitimer(signal.ITIMER_REAL, 100)
    resource.setrlimit(resource.RLIMIT_NOFILE, (5, 5)); resource.setrlimit(resource.RLIMIT_DATA, (1 << 40, 1 << 40))
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    torch.manual_seed(1); numpy.random.seed(1); random.seed(1); torch.set_default_dtype(torch.float64)
    torch.set_grad_enabled(False); torch.use_deterministic_algorithms(True); torch.set_num_threads(2)
    decimal.getcontext().prec = 3; gc.disable(); locale.setlocale(locale.LC_ALL, "C"); numpy.seterr(all="ignore")
    return "nothing"
""",
    "our own code": """
import builtins, numpy, torch

def go():
    builtins.len = torch.nn.functional.conv2d = numpy.zeros = sys.modules["grader.asking.frames"].pack = lambda *a: 0
    sys.setrecursionlimit(50); sys.meta_path.clear(); sys.modules.clear()
""",
    "threads that stay": """
import torch

def go():
    torch.set_num_threads(2)
    for _ in range(50):
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    return str(torch.ones(512, 512).mm(torch.ones(512, 512)).numel() and "nothing")
""",
    "noise to the judge": """
def go():
    for number in range(3, 64):
        try:
            os.write(number, b"\\0" * 100 + b"CVK1" * 100)
        except OSError:
            pass
    os._exit(0)
""",
    "every descriptor closed": "def go():\n    os.closerange(0, 4096)\n",
    "memory without end": "def go():\n    kept = []\n    while True:\n        kept.append(bytearray(1 << 24))\n",
    "stopped by itself": "def go():\n    signal.raise_signal(signal.SIGSTOP)\n",
    "a crash": "def go():\n    ctypes.string_at(8)\n",
    "an abort": "def go():\n    os.abort()\n",
}

ENDS = {  # the others answer "nothing"
    "our own code": "crashed",
    "noise to the judge": "error", "every descriptor closed": "crashed", "memory without end": "Raised",
    "stopped by itself": "timeout", "a crash": "crashed", "an abort": "crashed",
}  # fmt: skip


@dataclass
class Nest:
    """A zygote, and its state as seen from outside."""

    zygote: ZygoteProcess
    stored: Stored
    pid: int = 0

    def submission(self, source: str) -> Isolated:
        functions = dict.fromkeys(("state", "go"), "student_code")
        return Isolated(self.zygote, {"student_code.py": source.encode()}, functions, LIMITS, self.stored)

    def answer(self, source: str, function: str) -> str:
        """Ask a new submission; return the answer, or how the worker ended."""
        submission = self.submission(source)
        try:
            outcome = submission.ask(Request("call", function))
        except Fault as fault:
            return fault.status
        finally:
            submission.close()
        return str(outcome.value) if isinstance(outcome, Returned) else type(outcome).__name__

    def state(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.answer(WITNESS, "state"))
        return found

    def outside(self) -> dict[str, object]:
        """Return the kernel's information about the zygote."""
        place = Path("/proc") / str(self.pid)
        fields = (place / "stat").read_text().rpartition(")")[2].split()
        status = dict(re.findall(r"^(\w+):\s*(.*)$", (place / "status").read_text(), re.MULTILINE))
        signals = {name: status[name] for name in ("SigBlk", "SigIgn", "SigCgt", "SigPnd", "Threads", "Umask", "Uid")}
        return {
            "signals and threads": signals,
            "limits": (place / "limits").read_text(),
            "priority and policy": [fields[i] for i in (15, 16, 38)],
            "oom score": (place / "oom_score_adj").read_text(),
            "children": (place / "task" / str(self.pid) / "children").read_text(),
            "descriptors": sorted(str(link.readlink()) for link in (place / "fd").iterdir()),
            "affinity": os.sched_getaffinity(self.pid),
        }


@pytest.fixture(scope="module", params=["R1", "R2"])
def nest(request: pytest.FixtureRequest, require: Callable[[str], None]) -> Iterator[Nest]:
    require(request.param)
    made = Nest(ZygoteProcess(IsolationLevel(request.param), Supplies(("torch", "numpy"))), Stored({"images": IMAGES}))
    try:
        idle = made.submission("")
        idle.ask(Request("call", "go"))
        assert idle.worker is not None
        made.pid = parent(idle.worker.pid)
        idle.close()
        yield made
    finally:
        made.zygote.close()
        made.stored.close()


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.fixture(scope="module")
def before(nest: Nest) -> tuple[dict[str, str], dict[str, object]]:
    return nest.state(), nest.outside()


def test_two_workers_find_the_same(nest: Nest, before: tuple[dict[str, str], dict[str, object]]) -> None:
    assert nest.state() == before[0]


@pytest.mark.parametrize("name", ATTACKS)
def test_no_attack_changes_the_zygote_or_what_the_next_worker_finds(
    name: str, nest: Nest, before: tuple[dict[str, str], dict[str, object]]
) -> None:
    assert nest.answer(HEAD + ATTACKS[name], "go") == ENDS.get(name, "nothing")
    assert nest.state() == before[0]
    assert nest.outside() == before[1]
    assert np.array_equal(np.frombuffer(os.pread(nest.stored.descriptor, IMAGES.nbytes, 0), np.uint8), IMAGES.ravel())


def test_the_witness_sees_what_changes_in_its_own_process(nest: Nest, before: tuple[dict[str, str], object]) -> None:
    spoil = WITNESS + (
        "\nhonest = state\ndef state():\n    import signal\n    os.environ['X'] = 'x'; os.umask(0)\n"
        "    signal.signal(2, signal.SIG_IGN); torch.manual_seed(3); builtins.extra = 1\n    return honest()\n"
    )
    seen = json.loads(nest.answer(spoil, "state"))
    assert {name for name in seen if seen[name] != before[0][name]} == {
        "environment", "umask", "signals", "random", "builtins",
    }  # fmt: skip


def test_a_worker_shares_no_memory_and_one_descriptor_with_anybody(nest: Nest) -> None:
    submission = nest.submission("def go():\n    return 'nothing'\n")
    try:
        submission.ask(Request("call", "go"))
        assert submission.worker is not None
        place = Path(f"/proc/{submission.worker.pid}")
        open_files = sorted(re.sub(r"\d+", "N", str(link.readlink())) for link in (place / "fd").iterdir())
        mapped = (place / "maps").read_text().splitlines()
    finally:
        submission.close()
    assert open_files == ["/dev/null"] * 3 + ["socket:[N]"]
    assert [line for line in mapped if re.match(r"\S+ .w.s", line)] == []
    assert [line.split()[1] for line in mapped if "memfd:stored" in line] == ["rw-p"]


def test_the_zygote_has_no_memory_that_is_shared_and_can_be_written(nest: Nest) -> None:
    mapped = Path(f"/proc/{nest.pid}/maps").read_text().splitlines()
    assert [line for line in mapped if re.match(r"\S+ .w.s", line)] == []


def test_a_killed_worker_leaves_no_child_and_no_zombie(nest: Nest) -> None:
    submission = nest.submission("def go():\n    while True:\n        pass\n")
    with pytest.raises(Fault):
        submission.ask(Request("call", "go"))
    submission.close()
    deadline = time.monotonic() + 20
    while nest.outside()["children"] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert nest.outside()["children"] == ""
