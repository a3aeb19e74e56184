"""The judge's handles of the processes that run student code: one zygote, and a worker for each submission.

    judge ───── control socket ────► zygote        Spawn (with the worker's socket and the stored arrays), Reap
      │                                │ fork, then lock
      └──────── the worker's socket ─► worker      Setup, then one Request after another; Outcomes come back

The judge alone decides when a worker ends: it holds a pidfd of each, and kills by that. Whatever a worker sends is
decoded by schema (`asking.frames`), never trusted about its size, and never executed.

What can go wrong, and whose fault it is:

    Fault (subject.py)       the submission's: it becomes the status of a check
    KitError                 the kit's or the machine's: tried again, then `kit_error`, never a zero
    ├── WorkerKilledError    a worker was killed by neither the judge nor a limit: the exercise begins again
    └── WeakIsolationError   no isolation level that was permitted holds here: the command ends
"""

from __future__ import annotations

import contextlib
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
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from grader.asking import frames
from grader.sandbox.command import DEVICES, Command, Supplies, command, readable_paths
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.memory import Stored
from grader.text import printable

T = TypeVar("T")
TICK = 0.1  # seconds between two looks at the clocks
START_SECONDS = 120.0


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


class ZygoteProcess:
    """The process that has everything imported and forks the workers."""

    def __init__(self, level: IsolationLevel, supplies: Supplies) -> None:
        self.level, self.supplies, self.ready = level, supplies, False
        self.process: subprocess.Popen[bytes] | None = None
        self.scratch = Path(tempfile.mkdtemp(prefix="convkit-"))
        self.control, theirs = socket.socketpair()
        try:
            with theirs:
                self.process = self._started(command(level, supplies, self.scratch, theirs.fileno()), theirs)
            readable = (*readable_paths(supplies), *DEVICES)
            self._send(frames.Launch(readable, supplies.preload, supplies.modules))
        except OSError as error:
            self.close()
            raise KitError(f"cannot start the process that runs submissions: {error}") from None
        except BaseException:
            self.close()
            raise

    def _started(self, how: Command, theirs: socket.socket) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            how.arguments,
            env=how.environment | _path_for_bubblewrap(),
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
            _receive(self.control, frames.Hello, self, START_SECONDS)
            self.ready = True

    def spawn(self, memory: int, cpu_seconds: int, stored: Stored | None = None) -> WorkerProcess:
        """Return a new locked worker."""
        self.wait()
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        with theirs:
            descriptors = [theirs.fileno()] + ([stored.descriptor] if stored else [])
            try:
                socket.send_fds(self.control, [frames.pack(frames.Spawn(memory, cpu_seconds))], descriptors)
            except OSError:
                raise KitError(self.epitaph()) from None
            _receive(self.control, frames.Ended, self, START_SECONDS)
        return WorkerProcess(self, ours)

    def reap(self, pid: int) -> int | None:
        """Return how a worker ended, once it has been killed or has hung up."""
        for _ in range(100):
            self._send(frames.Reap(pid))
            status = _receive(self.control, frames.Ended, self, START_SECONDS).status
            if status is not None:
                return status
            time.sleep(0.01)
        return None

    def _send(self, message: msgspec.Struct) -> None:
        try:
            self.control.sendall(frames.pack(message))
        except OSError:
            raise KitError(self.epitaph()) from None

    def epitaph(self) -> str:
        """Say why the zygote is gone, by the last line that it wrote."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5) if self.process else None
        lines = (self.scratch / "log").read_bytes()[-2000:].decode("utf-8", "replace").strip().splitlines()
        return f"the process that starts workers has exited ({printable(lines[-1], 300) if lines else 'no message'})"

    def close(self) -> None:
        self.control.close()
        if self.process and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)


def _path_for_bubblewrap() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath)}


def _receive(peer: socket.socket, kind: type[T], zygote: ZygoteProcess, seconds: float) -> T:
    """Wait for a message of the zygote, which is ours."""
    peer.settimeout(seconds)
    try:
        return frames.receive(peer, kind, 0)
    except (EOFError, ConnectionError):
        raise KitError(zygote.epitaph()) from None
    except (OSError, frames.ProtocolError) as error:
        raise KitError(f"no reply from the process that starts workers ({error})") from None


class WorkerProcess:
    """One locked process, seen from the judge: a socket, and a handle by which it is killed."""

    def __init__(self, zygote: ZygoteProcess, peer: socket.socket) -> None:
        self.zygote, self.peer = zygote, peer
        peer.settimeout(START_SECONDS)
        # The kernel says with the first bytes who sent them: that is the worker's pid as this process sees it.
        try:
            prefix, ancillary, _, _ = peer.recvmsg(frames.PREFIX.size, socket.CMSG_SPACE(12))
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
            hello = frames.unpack(frames.exactly(peer, frames.body_length(prefix, 0)), frames.Hello)
            self.pid = struct.unpack("3i", ancillary[0][2])[0]
            self.handle = os.pidfd_open(self.pid)
        except (OSError, EOFError, IndexError, struct.error, frames.ProtocolError) as error:
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
        self._fill(frames.PREFIX.size, clock)
        length = frames.body_length(bytes(self.incoming[: frames.PREFIX.size]), room)
        self._fill(frames.PREFIX.size + length, clock)
        body = bytes(self.incoming[frames.PREFIX.size : frames.PREFIX.size + length])
        del self.incoming[: frames.PREFIX.size + length]
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
