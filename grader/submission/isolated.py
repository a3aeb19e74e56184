"""Ask a submission in a locked process of its own, and never wait for it longer than its limits say."""

from __future__ import annotations

import contextlib
import math
import mmap
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np

from grader.course import Limits
from grader.subject import Fault
from grader.submission import rungs, wire
from grader.submission.rungs import Rung, Supplies
from grader.submission.wire import Outcome, Request

T = TypeVar("T")
TICK = 0.1  # seconds between two looks at the clocks
AHEAD = 8  # requests that are sent before the first of them is answered
ROOM = 1 << 20  # bytes of arrays in the answer to a request whose size is not known beforehand
START_SECONDS = 120.0
HANGING_UP = 2.0  # seconds between the last word of a process and its end


class KitError(Exception):
    """Something failed that is no fault of the submission."""


class WorkerKilledError(KitError):
    """A worker was killed by something else than the judge: by the kernel for want of memory, or by its own code."""


class WeakIsolationError(KitError):
    """No rung that was asked for holds on this machine."""


@dataclass(frozen=True)
class Allowance:
    """How much one call may cost, in seconds."""

    cpu: float
    wall: float


class Stored:
    """Arrays in sealed memory, which every worker maps privately."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self.regions: dict[str, wire.Region] = {}
        offset = 0
        for name, array in arrays.items():
            self.regions[name] = wire.Region(offset, array.dtype.name, array.shape)
            offset += -(-array.nbytes // mmap.PAGESIZE) * mmap.PAGESIZE
        self.descriptor = os.memfd_create("stored", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(self.descriptor, max(offset, mmap.PAGESIZE))
        for name, array in arrays.items():
            os.pwrite(self.descriptor, np.ascontiguousarray(array).data, self.regions[name].offset)
        _seal(self.descriptor)

    def close(self) -> None:
        os.close(self.descriptor)


def _seal(descriptor: int) -> None:
    import fcntl  # noqa: PLC0415  POSIX only, as everything here

    seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)


class Zygote:
    """The process that has everything imported and forks the workers."""

    def __init__(self, rung: Rung, supplies: Supplies) -> None:
        self.rung, self.ready = rung, False
        self.process: subprocess.Popen[bytes] | None = None
        self.scratch = Path(tempfile.mkdtemp(prefix="convkit-"))
        self.control, theirs = socket.socketpair()
        try:
            with theirs:
                self.process = self._started(rungs.command(rung, supplies, self.scratch, theirs.fileno()), theirs)
            self._send(wire.Launch((*rungs.readable_paths(supplies), *rungs.DEVICES), supplies.preload))
        except OSError as error:
            self.close()
            raise KitError(f"cannot start the process that runs submissions: {error}") from None
        except BaseException:
            self.close()
            raise

    def _started(self, command: rungs.Command, theirs: socket.socket) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command.arguments,
            env=command.environment | _path_for_bubblewrap(),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(self.scratch / "log").open("wb"),
            cwd="/",
            start_new_session=True,
        )

    def wait(self) -> None:
        """Wait until everything is imported."""
        if not self.ready:
            _receive(self.control, wire.Hello, self, START_SECONDS)
            self.ready = True

    def spawn(self, memory: int, cpu_seconds: int, stored: Stored | None = None) -> Worker:
        """Return a new locked worker."""
        self.wait()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        with theirs:
            descriptors = [theirs.fileno()] + ([stored.descriptor] if stored else [])
            try:
                socket.send_fds(self.control, [wire.pack(wire.Spawn(memory, cpu_seconds))], descriptors)
            except OSError:
                raise KitError(self.epitaph()) from None
            _receive(self.control, wire.Ended, self, START_SECONDS)
        return Worker(self, ours)

    def reap(self, pid: int) -> int | None:
        """Return how a worker ended, once it has been killed or has hung up."""
        for _ in range(100):
            self._send(wire.Reap(pid))
            status = _receive(self.control, wire.Ended, self, START_SECONDS).status
            if status is not None:
                return status
            time.sleep(0.01)
        return None

    def _send(self, message: msgspec.Struct) -> None:
        try:
            self.control.sendall(wire.pack(message))
        except OSError:
            raise KitError(self.epitaph()) from None

    def epitaph(self) -> str:
        """Say why the zygote is gone, by the last line that it wrote."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5) if self.process else None
        lines = (self.scratch / "log").read_bytes()[-2000:].decode("utf-8", "replace").strip().splitlines()
        return f"the process that starts workers has exited ({wire.defuse(lines[-1], 300) if lines else 'no message'})"

    def close(self) -> None:
        self.control.close()
        if self.process and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)


def _path_for_bubblewrap() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath)}


def _receive(peer: socket.socket, kind: type[T], zygote: Zygote, seconds: float) -> T:
    """Wait for a message of the zygote, which is ours."""
    peer.settimeout(seconds)
    try:
        prefix = _exactly(peer, wire.PREFIX.size)
        return wire.unpack(_exactly(peer, wire.body_length(prefix, 0)), kind)
    except (EOFError, ConnectionError):
        raise KitError(zygote.epitaph()) from None
    except (OSError, wire.ProtocolError) as error:
        raise KitError(f"no reply from the process that starts workers ({error})") from None


def _exactly(peer: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = peer.recv(count - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


class Worker:
    """One locked process, seen from the judge: a socket, and a handle by which it is killed."""

    def __init__(self, zygote: Zygote, peer: socket.socket) -> None:
        self.zygote, self.peer = zygote, peer
        peer.settimeout(START_SECONDS)
        # The kernel says with the first bytes who sent them: that is the worker's pid as this process sees it.
        try:
            prefix, ancillary, _, _ = peer.recvmsg(wire.PREFIX.size, socket.CMSG_SPACE(12))
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
            hello = wire.unpack(_exactly(peer, wire.body_length(prefix, 0)), wire.Hello)
            self.pid = struct.unpack("3i", ancillary[0][2])[0]
            self.handle = os.pidfd_open(self.pid)
        except (OSError, EOFError, IndexError, struct.error, wire.ProtocolError) as error:
            peer.close()
            raise KitError(f"a worker did not start ({type(error).__name__})") from None
        self.inner_pid = hello.pid
        self.locked = hello.locked
        self.outgoing: deque[memoryview] = deque()
        self.incoming = bytearray()
        peer.setblocking(False)
        self.poll = select.poll()

    def send(self, frame: bytes) -> None:
        """Queue a frame; it leaves while answers are read."""
        self.outgoing.append(memoryview(frame))
        self._flush()

    def _flush(self) -> None:
        while self.outgoing:
            try:
                sent = self.peer.send(self.outgoing[0])
            except (BlockingIOError, InterruptedError):
                return
            except OSError:  # it has hung up; reading will say so
                self.outgoing.clear()
                return
            if sent == len(self.outgoing[0]):
                self.outgoing.popleft()
            else:
                self.outgoing[0] = self.outgoing[0][sent:]

    def receive(self, room: int, allowance: Allowance) -> bytes:
        """Return the body of the next frame; Fault when it does not come, or is none."""
        clock = _Clock(self.pid, allowance)
        self._fill(wire.PREFIX.size, clock)
        length = wire.body_length(bytes(self.incoming[: wire.PREFIX.size]), room)
        self._fill(wire.PREFIX.size + length, clock)
        body = bytes(self.incoming[wire.PREFIX.size : wire.PREFIX.size + length])
        del self.incoming[: wire.PREFIX.size + length]
        return body

    def _fill(self, count: int, clock: _Clock) -> None:
        """Read until so many bytes are there, looking at the clocks in between."""
        while len(self.incoming) < count:
            self.poll.register(self.peer, select.POLLIN | (select.POLLOUT if self.outgoing else 0))
            ready = self.poll.poll(TICK * 1000)
            clock.look()
            if ready and ready[0][1] & select.POLLOUT:
                self._flush()
            if ready and ready[0][1] & ~select.POLLOUT:
                self._read(count)

    def _read(self, count: int) -> None:
        try:
            part = self.peer.recv(min(max(count - len(self.incoming), 65536), 1 << 20))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            part = b""
        if not part:
            raise EOFError
        self.incoming += part

    def has_ended(self, seconds: float) -> bool:
        """Wait for its end, no longer than this."""
        poll = select.poll()
        poll.register(self.handle, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def close(self) -> int | None:
        """End the worker and everything of it; return how it ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        os.close(self.handle)
        self.peer.close()
        return self.zygote.reap(self.inner_pid)


class _Clock:
    """Watches the CPU time of a process first, and the wall well above it."""

    def __init__(self, pid: int, allowance: Allowance) -> None:
        self.pid, self.allowance = pid, allowance
        self.start = time.monotonic()
        self.cpu_start: float | None = None

    def look(self) -> None:
        if time.monotonic() - self.start < TICK:
            return
        used = cpu_seconds(self.pid)
        if self.cpu_start is None:
            self.cpu_start = used
        if used - self.cpu_start > self.allowance.cpu:
            raise TimeoutError(f"{self.allowance.cpu:g} seconds of CPU time")
        if time.monotonic() - self.start > self.allowance.wall:
            raise TimeoutError(f"{self.allowance.wall:g} seconds")


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has used; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Isolated:
    """Answers requests through a worker, and gets a new one when it has died."""

    def __init__(
        self,
        zygote: Zygote,
        files: Mapping[str, bytes],
        functions: Mapping[str, str],
        limits: Limits,
        stored: Stored | None = None,
        *,
        cpu_seconds: float = 600.0,
    ) -> None:
        self.zygote, self.limits, self.stored, self.cpu_seconds = zygote, limits, stored, cpu_seconds
        self.setup = wire.Setup(dict(files), dict(functions), stored.regions if stored else {})
        self.worker: Worker | None = None
        self.imported: set[str] = set()
        self.broken: dict[str, Fault] = {}  # modules whose import has hit a limit in spite of all generosity
        self.plan: deque[tuple[Request, bytes]] = deque()
        self.flying: deque[Request] = deque()
        self.generosity = 1.0  # a limit that was hit is tried again with a multiple of the limit
        self.call_seconds = limits.call
        self.limits_hit = 0
        self.accidents_left = 0  # so often a killed worker is not its own code's doing
        self.cpu_of_ended = 0.0
        self.allow(cpu_seconds)

    def allow(self, seconds: float) -> None:
        """Let all that is asked from now on, of whatever worker, cost so many seconds of CPU time in sum."""
        self.cpu_end = self._cpu_used() + seconds
        self.wall_end = time.monotonic() + seconds * self.limits.patience
        self.looked, self.left = 0.0, Allowance(seconds, seconds * self.limits.patience)

    @property
    def used_up(self) -> bool:
        """Whether nothing is left of what was allowed."""
        now = time.monotonic()
        if now - self.looked > TICK:
            self.looked, self.left = now, Allowance(self.cpu_end - self._cpu_used(), self.wall_end - now)
        return min(self.left.cpu, self.left.wall) <= 0

    def _cpu_used(self) -> float:
        return self.cpu_of_ended + (cpu_seconds(self.worker.pid) if self.worker else 0.0)

    def ask(self, request: Request) -> Outcome:
        """Answer one request: the next one of the plan, if there is a plan."""
        if self.plan or self.flying:
            self._send_ahead()
            planned = self.flying.popleft()
            if not _same(planned, request):
                raise KitError("the case bank does not match the checks; redraw it with grader bank")
        else:
            planned = msgspec.structs.replace(request, room=ROOM)
            self._require_module(request)
            self._worker().send(wire.pack(planned))
        return self._receive(planned, self._allowance())

    def prepare(self, requests: Iterable[tuple[Request, bytes]]) -> None:
        """Plan the requests of a check: they are sent ahead, while earlier answers are compared."""
        self.drop_plan()
        self.plan.extend(requests)
        for module in dict.fromkeys(
            self.setup.functions[r.name] for r, _ in self.plan if r.name in self.setup.functions
        ):
            self._import(module)

    def drop_plan(self) -> None:
        """Forget what was planned; answers on their way are thrown away, with their worker if it is slow."""
        self.plan.clear()
        end = time.monotonic() + TICK
        try:
            while self.flying and self.worker:
                self.worker.receive(self.flying.popleft().room, Allowance(TICK, max(end - time.monotonic(), 0.0)))
        except (TimeoutError, EOFError, wire.ProtocolError):
            self.renew()
        self.flying.clear()

    def renew(self) -> None:
        """Go on with a fresh worker."""
        self.plan.clear()
        self.flying.clear()
        self.cpu_of_ended = self._cpu_used()
        worker, self.worker = self.worker, None
        if worker is not None:
            worker.close()

    close = renew

    def _send_ahead(self) -> None:
        worker = self._worker()
        while self.plan and len(self.flying) < AHEAD:
            request, frame = self.plan.popleft()
            worker.send(frame)
            self.flying.append(request)

    def _worker(self) -> Worker:
        if self.worker is None:
            if self.used_up:
                raise self._used_up()
            # Its limit is the last belt only: the judge's own clocks are much tighter.
            self.worker = self.zygote.spawn(self.limits.memory_mb << 20, math.ceil(self.cpu_seconds), self.stored)
            self.worker.send(wire.pack(self.setup))
            self.imported = set()
        return self.worker

    def _require_module(self, request: Request) -> None:
        if request.name in self.setup.functions:
            self._import(self.setup.functions[request.name])

    def _import(self, module: str) -> None:
        """Import a module with limits of its own; what it raised comes with every later answer."""
        worker = self._worker()
        if module in self.imported:
            return
        if module in self.broken:
            raise self.broken[module]
        request = Request("import", module)
        worker.send(wire.pack(request))
        try:
            self._receive(request, self._seconds(self.limits.importing), f"while importing {module}.py")
        except Fault as fault:
            if self.generosity > 1:
                self.broken[module] = fault
            raise
        self.imported.add(module)

    def _seconds(self, seconds: float) -> Allowance:
        return Allowance(seconds * self.generosity, seconds * self.generosity * self.limits.patience)

    def _allowance(self) -> Allowance:
        return self._seconds(self.call_seconds)

    def _receive(self, request: Request, allowance: Allowance, where: str = "") -> Outcome:
        worker = self._worker()
        try:
            if self.used_up:
                raise self._used_up()
            shorter = Allowance(min(allowance.cpu, self.left.cpu), min(allowance.wall, self.left.wall))
            return wire.unpack(worker.receive(request.room, shorter), Outcome)  # type: ignore[arg-type]  # a union
        except TimeoutError as error:
            self.looked = 0.0
            if self.used_up:
                raise self._used_up() from None
            self.limits_hit += 1
            self.renew()
            when = where or "for this call"
            raise Fault("timeout", f"no result within {error} {when}; is there an infinite loop?") from None
        except EOFError:
            raise self._post_mortem(where) from None
        except wire.ProtocolError as error:
            self.renew()
            raise Fault("error", f"your code's process sent an invalid reply: {error}") from None

    def _used_up(self) -> Fault:
        self.limits_hit += 1
        self.renew()
        return Fault("timeout", "the time limit for this exercise is used up")

    def _post_mortem(self, where: str) -> Fault:
        """Say how a worker died that nobody killed, or that only hung up."""
        worker, self.worker = self.worker, None
        assert worker is not None  # noqa: S101  it just hung up
        used = cpu_seconds(worker.pid)
        self.cpu_of_ended += used
        dead = worker.has_ended(HANGING_UP)
        status = worker.close()
        self.renew()
        if status is None:
            raise KitError("a worker was lost")
        # A signal from outside may come at any time: where it came tells nothing.
        when = f" {where}" if where and status != -signal.SIGKILL else ""
        if not dead:
            return Fault("crashed", f"your code disconnected from the grader{when}; close only what you opened")
        if status == -signal.SIGKILL:
            if self.accidents_left and used < self.cpu_seconds - 1:
                self.accidents_left -= 1
                raise WorkerKilledError("a worker was killed")
            self.limits_hit += 1
        if status < 0:
            name = signal.Signals(-status).name if -status in set(signal.Signals) else str(-status)
            return Fault("crashed", f"your code crashed Python{when} (signal {name})")
        return Fault("crashed", f"your code ended the Python process{when}; do not call exit functions")


def _same(planned: Request, request: Request) -> bool:
    return planned == msgspec.structs.replace(request, room=planned.room)


def open_zygote(candidates: Sequence[Rung], supplies: Supplies, course: Path) -> Zygote:
    """Start a zygote on the first of these rungs that holds, which is tried in this very zygote."""
    reasons = []
    for rung in candidates:
        for _ in range(2):  # a zygote that is killed while it is tried says nothing of the rung
            zygote, against, attempts = _tried(rung, supplies, course)
            if zygote is not None and not against:
                return zygote
            if zygote is not None:
                zygote.close()
            if attempts:
                break
        reasons.append(f"{rung}: {against[0]}")
    raise WeakIsolationError("; ".join(reasons))


def self_test(rung: Rung, supplies: Supplies, course: Path) -> tuple[list[str], dict[str, bool]]:
    """Return what speaks against a rung here (nothing, if it holds), and each attempt with whether it succeeded."""
    zygote, against, attempts = _tried(rung, supplies, course)
    if zygote is not None:
        zygote.close()
    return against, attempts


def _tried(rung: Rung, supplies: Supplies, course: Path) -> tuple[Zygote | None, list[str], dict[str, bool]]:
    """Start a zygote and let a worker of it try what must be refused."""
    if rung is Rung.R1 and not rungs.has_bubblewrap():
        return None, ["bwrap is not installed; install the package bubblewrap"], {}
    try:
        zygote = Zygote(rung, supplies)
    except KitError as error:
        return None, [str(error)], {}
    try:
        return zygote, *_probed(zygote, course)
    except BaseException:
        zygote.close()
        raise


def _probed(zygote: Zygote, course: Path) -> tuple[list[str], dict[str, bool]]:
    transport = Isolated(zygote, {}, {}, Limits())
    try:
        outcome = transport.ask(Request("probe", str(course)))
        locked = transport.worker.locked if transport.worker else ()
    except (KitError, Fault) as error:
        return [str(error)], {}
    finally:
        transport.close()
    if not isinstance(outcome, wire.Returned) or not isinstance(outcome.value, wire.Record):
        return [f"the isolation probe did not reply ({outcome})"], {}
    attempts = {name: bool(done) for name, done in outcome.value.items.items()}
    return rungs.verdict(zygote.rung, locked, attempts), attempts
