"""The judge's side of the processes that run student code: a zygote, and workers forked from it.

    judge ───── control socket ────► zygote        Spawn (with the worker's socket and the stored arrays), Reap
      │                                │ fork, then lock
      └──────── worker's socket ─────► worker      Setup, then Requests; Outcomes come back

The judge ends workers through a pidfd. Messages from a worker are decoded by schema (`asking.frames`), limited in size,
and never executed.

Exceptions and their causes:

    Fault (subject.py)       the submission: becomes the status of a check
    KitError                 the kit or the machine: retried, then reported as `kit_error`, never as zero points
    ├── WorkerKilledError    neither the judge nor a limit killed the worker: the exercise starts again
    └── WeakIsolationError   no permitted isolation level is available: the command ends
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
from grader.sandbox.command import DEVICES, Command, Supplies, can_mount, command, readable_paths
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.lock import can_bound_writing
from grader.sandbox.memory import Stored
from grader.sandbox.scratch import PLACE
from grader.text import printable

T = TypeVar("T")
TICK = 0.1  # seconds between checks of the clocks
START_SECONDS = 120.0
FORKS = 100  # tries to start a worker
MOST_THREADS = 256  # of a worker; neither limits nor seccomp can count those of root


class KitError(Exception):
    """Something failed that is not the submission's fault."""


class WorkerKilledError(KitError):
    """A worker was killed, but not by the judge: by the kernel for lack of memory, or by its own code."""


class TooManyThreadsError(Exception):
    """A worker has more threads than it may."""


class WeakIsolationError(KitError):
    """None of the permitted isolation levels is available on this machine."""


@dataclass(frozen=True)
class Allowance:
    """Limits for one call, in seconds of CPU time and wall-clock time."""

    cpu: float
    wall: float


class ZygoteProcess:
    """The process that imports everything once and forks the workers."""

    def __init__(self, level: IsolationLevel, supplies: Supplies) -> None:
        self.level, self.supplies, self.ready = level, supplies, False
        self.process: subprocess.Popen[bytes] | None = None
        self.scratch = Path(tempfile.mkdtemp(prefix="convkit-"))
        self.control, theirs = _connection()
        try:
            with theirs:
                self.process = self._started(command(level, supplies, self.scratch, theirs.fileno()), theirs)
            readable = (*readable_paths(supplies), *DEVICES)
            # Landlock allows writing there; the file system that bubblewrap binds limits bytes and files.
            self.writes = level is IsolationLevel.R1 and can_mount() and can_bound_writing()
            place = PLACE if self.writes else ""
            self._send(frames.Launch(readable, supplies.imports, supplies.modules, place))
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
        """Wait until the zygote has imported everything."""
        if not self.ready:
            _receive(self.control, frames.Hello, self, START_SECONDS)
            self.ready = True

    def spawn(self, memory: int, cpu_seconds: int, stored: Stored | None = None) -> WorkerProcess:
        """Return a new locked worker."""
        self.wait()
        ours, theirs = _connection()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        with theirs:
            descriptors = [theirs.fileno()] + ([stored.descriptor] if stored else [])
            spawn = frames.pack(frames.Spawn(memory, cpu_seconds))
            for _ in range(FORKS):
                try:
                    socket.send_fds(self.control, [spawn], descriptors)
                except OSError:
                    raise KitError(self.epitaph()) from None
                if _receive(self.control, frames.Ended, self, START_SECONDS).status is None:
                    break
                time.sleep(TICK)  # there were too many processes: perhaps a neighbour's, which end with it
            else:
                ours.close()
                raise KitError("no more processes can be started")
        return WorkerProcess(self, ours)

    def reap(self, pid: int) -> int | None:
        """Return the exit status of a worker that was killed or has closed its socket, or None."""
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
        """Return a message about the zygote's end, with the last line of its log."""
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


def _connection() -> tuple[socket.socket, socket.socket]:
    """Return two connected sockets; the second one waits for ever, whatever this process's default timeout is."""
    ours, theirs = socket.socketpair()
    theirs.setblocking(True)
    return ours, theirs


def _path_for_bubblewrap() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath)}


def _receive(peer: socket.socket, kind: type[T], zygote: ZygoteProcess, seconds: float) -> T:
    """Wait for a message from the zygote. Raises KitError if there is none."""
    peer.settimeout(seconds)
    try:
        return frames.receive(peer, kind, 0)
    except (EOFError, ConnectionError):
        raise KitError(zygote.epitaph()) from None
    except (OSError, frames.ProtocolError) as error:
        raise KitError(f"no reply from the process that starts workers ({error})") from None


class WorkerProcess:
    """The judge's handle of a locked worker: its socket and its pidfd."""

    def __init__(self, zygote: ZygoteProcess, peer: socket.socket) -> None:
        self.zygote, self.peer = zygote, peer
        peer.settimeout(START_SECONDS)
        # With the first bytes, the kernel passes the sender's pid in this process's PID namespace.
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
        """Queue a frame, which is sent now or while reading answers."""
        self.outgoing.append(memoryview(frame))
        self._flush()

    def _flush(self) -> None:
        while self.outgoing:
            try:
                sent = self.peer.send(self.outgoing[0])
            except (BlockingIOError, InterruptedError):
                return
            except OSError:  # the worker closed its socket; reading will report that
                self.outgoing.clear()
                return
            if sent == len(self.outgoing[0]):
                self.outgoing.popleft()
            else:
                self.outgoing[0] = self.outgoing[0][sent:]

    def receive(self, room: int, allowance: Allowance) -> bytes:
        """Return the body of the next frame. Raises TimeoutError, EOFError or ProtocolError."""
        clock = _Clock(self.pid, allowance)
        self._fill(frames.PREFIX.size, clock)
        length = frames.body_length(bytes(self.incoming[: frames.PREFIX.size]), room)
        self._fill(frames.PREFIX.size + length, clock)
        body = bytes(self.incoming[frames.PREFIX.size : frames.PREFIX.size + length])
        del self.incoming[: frames.PREFIX.size + length]
        return body

    def _fill(self, count: int, clock: _Clock) -> None:
        """Read until `incoming` has this many bytes, checking the clocks in between."""
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
        """Wait at most this long for the worker to end, and return whether it has."""
        poll = select.poll()
        poll.register(self.handle, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def close(self) -> int | None:
        """Kill the worker, release its resources, and return its exit status; much memory takes a while to release."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        self.has_ended(START_SECONDS)
        os.close(self.handle)
        self.peer.close()
        return self.zygote.reap(self.inner_pid)


class _Clock:
    """Enforces an allowance; raises TimeoutError when CPU time or wall-clock time is used up."""

    def __init__(self, pid: int, allowance: Allowance) -> None:
        self.pid, self.allowance = pid, allowance
        self.start = time.monotonic()
        self.cpu_start: float | None = None

    def look(self) -> None:
        if time.monotonic() - self.start < TICK:
            return
        used, threads = usage(self.pid)
        if threads > MOST_THREADS:
            raise TooManyThreadsError
        if self.cpu_start is None:
            self.cpu_start = used
        if used - self.cpu_start > self.allowance.cpu:
            raise TimeoutError(f"{self.allowance.cpu:g} seconds of CPU time")
        if time.monotonic() - self.start > self.allowance.wall:
            raise TimeoutError(f"{self.allowance.wall:g} seconds")


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process in seconds, or 0 if it is not available."""
    return usage(pid)[0]


def usage(pid: int) -> tuple[float, int]:
    """Return the CPU time of a process in seconds, and its number of threads."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), int(fields[17])
