"""Send requests to a submission in an isolated worker, and enforce the limits on each answer."""

import math
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec

from grader.asking import frames, lacking
from grader.asking.lacking import Surroundings
from grader.asking.places import Places
from grader.course import Limits
from grader.sandbox.memory import Stored
from grader.sandbox.processes import (
    MOST_THREADS,
    TICK,
    Allowance,
    KitError,
    TooManyThreadsError,
    WorkerKilledError,
    WorkerProcess,
    ZygoteProcess,
    cpu_seconds,
)
from grader.subject import Fault
from grader.values import Outcome, Raised, Request

AHEAD = 8  # requests that are sent before the first of them is answered
ROOM = 1 << 20  # bytes of arrays in the answer to a request that is not in the bank
HANGING_UP = 2.0  # seconds that a process may take to exit after closing its socket
AFTER_A_LIMIT = 0.5  # multiplies the limits for the rest of a round in which one was hit


@dataclass(frozen=True)
class Policy:
    """How one round applies the limits of the course.

    Attributes:
        factor: retry factor, multiplies the limits of calls and imports.
        killed_counts: a worker killed from outside counts as crashed; otherwise WorkerKilledError is raised.
    """

    factor: float = 1.0
    killed_counts: bool = True


class Isolated:
    """Answers requests through a worker, which is replaced when it dies."""

    def __init__(
        self,
        zygote: ZygoteProcess,
        files: Mapping[str, bytes],
        functions: Mapping[str, str],
        limits: Limits,
        stored: Stored | None = None,
        *,
        cpu_seconds: float = 600.0,
        places: Places | None = None,
    ) -> None:
        self.zygote, self.limits, self.stored, self.cpu_seconds = zygote, limits, stored, cpu_seconds
        regions = stored.regions if stored else {}
        self.setup = frames.Setup(dict(files), dict(functions), zygote.supplies.recipes, regions)
        self.places = places or Places()
        self.surroundings = Surroundings(
            zygote.supplies.packages, self.setup.files, zygote.writes, bool(self.places.notebook)
        )
        self.worker: WorkerProcess | None = None
        self.imported: set[str] = set()
        self.broken: dict[str, Fault] = {}  # modules whose import hit even the raised limit
        self.plan: deque[tuple[Request, bytes]] = deque()
        self.flying: deque[Request] = deque()
        self.call_seconds = limits.call
        self.replays: dict[bytes, Any] = {}
        self.limits_hit = 0
        self.cpu_of_ended = 0.0
        self.allow(cpu_seconds)
        self.begin(Policy())

    def allow(self, seconds: float) -> None:
        """Set the total CPU time in seconds for all further requests, across workers."""
        self.cpu_end = self._cpu_used() + seconds
        self.wall_end = time.monotonic() + seconds * self.limits.patience
        self.looked, self.left = 0.0, Allowance(seconds, seconds * self.limits.patience)

    def begin(self, policy: Policy) -> None:
        """Start a round under this policy."""
        self.policy, self.limited = policy, False

    @property
    def used_up(self) -> bool:
        """Whether the allowed time is used up."""
        now = time.monotonic()
        if now - self.looked > TICK:
            self.looked, self.left = now, Allowance(self.cpu_end - self._cpu_used(), self.wall_end - now)
        return min(self.left.cpu, self.left.wall) <= 0

    def _cpu_used(self) -> float:
        return self.cpu_of_ended + (cpu_seconds(self.worker.pid) if self.worker else 0.0)

    def prepare(self, requests: Iterable[tuple[Request, bytes]], seconds: float) -> None:
        """Plan a check's requests, each with this time limit; they are sent while earlier answers are compared.

        Without a plan, each request is sent when it is asked.
        """
        self.drop_plan()
        self.call_seconds = seconds
        self.plan.extend(requests)
        for module in dict.fromkeys(
            self.setup.functions[r.name] for r, _ in self.plan if r.name in self.setup.functions
        ):
            self._import(module)

    def ask(self, request: Request) -> Outcome:
        """Answer one request, which must be the next one of the plan, if there is a plan."""
        if self.plan or self.flying:
            self._send_ahead()
            planned = self.flying.popleft()
            if not _same(planned, request):
                raise KitError("the case bank does not match the checks; redraw it with grader bank")
        else:
            planned = msgspec.structs.replace(request, room=max(request.room, ROOM))
            self._require_module(request)
            self._worker().send(frames.pack(planned))
        return self._receive(planned, self._allowance(self.call_seconds))

    @contextmanager
    def clean(self) -> Iterator["Isolated"]:
        """Return a transport to a worker without files; it has as much time as is left here."""
        left = max(self.left.cpu, 0.0)
        clean = Isolated(self.zygote, {}, {}, self.limits, self.stored, cpu_seconds=left)
        clean.call_seconds = self.call_seconds
        try:
            yield clean
        finally:
            clean.close()

    def drop_plan(self) -> None:
        """Drop the plan and discard pending answers; a worker that is slow to send them is replaced."""
        self.plan.clear()
        end = time.monotonic() + TICK
        try:
            while self.flying and self.worker:
                self.worker.receive(self.flying.popleft().room, Allowance(TICK, max(end - time.monotonic(), 0.0)))
        except (TimeoutError, EOFError, frames.ProtocolError):
            self.renew()
        self.flying.clear()

    def renew(self) -> None:
        """End the worker; the next request starts a new one."""
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

    def _worker(self) -> WorkerProcess:
        if self.worker is None:
            if self.used_up:
                raise self._used_up()
            # The worker's own CPU limit is a last resort; the judge's clocks are much tighter.
            self.worker = self.zygote.spawn(self.limits.memory_mb << 20, math.ceil(self.cpu_seconds), self.stored)
            self.worker.send(frames.pack(self.setup))
            self.imported = set()
        return self.worker

    def _require_module(self, request: Request) -> None:
        if request.name in self.setup.functions:
            self._import(self.setup.functions[request.name])

    def _import(self, module: str) -> None:
        """Import a module under the limit for imports; later answers report the exception it raised, if any."""
        worker = self._worker()
        if module in self.imported:
            return
        if module in self.broken:
            raise self.broken[module]
        request = Request("import", module)
        worker.send(frames.pack(request))
        try:
            self._receive(
                request, self._allowance(self.limits.importing), f"while importing {self.places.file(module)}"
            )
        except Fault as fault:
            if self.policy.factor > 1:
                self.broken[module] = fault
            raise
        self.imported.add(module)

    def _allowance(self, seconds: float) -> Allowance:
        cpu = seconds * (AFTER_A_LIMIT if self.limited else self.policy.factor)
        return Allowance(cpu, cpu * self.limits.patience)

    def _receive(self, request: Request, allowance: Allowance, where: str = "") -> Outcome:
        worker = self._worker()
        try:
            if self.used_up:
                raise self._used_up()
            shorter = Allowance(min(allowance.cpu, self.left.cpu), min(allowance.wall, self.left.wall))
            body = worker.receive(request.room, shorter)
            outcome: Outcome = frames.unpack(body, Outcome, request.room + frames.OVERHEAD)  # type: ignore[arg-type]  # a union
        except TimeoutError as error:
            self.looked = 0.0
            if self.used_up:
                raise self._used_up() from None
            self._hit_a_limit()
            self.renew()
            when = where or "for this call"
            raise Fault("timeout", f"no result within {error} {when}; is there an infinite loop?") from None
        except TooManyThreadsError:
            self._hit_a_limit()
            self.renew()
            raise Fault("crashed", f"your code started more than {MOST_THREADS} threads") from None
        except EOFError:
            raise self._post_mortem(where) from None
        except frames.ProtocolError as error:
            self.renew()
            raise Fault("error", f"your code's process sent an invalid reply: {error}") from None
        outcome = self.places.told(outcome, request.name)
        if isinstance(outcome, Raised):
            self.limited |= outcome.memory
            return lacking.explained(outcome, self.surroundings)
        return outcome

    def _hit_a_limit(self) -> None:
        self.limits_hit += 1
        self.limited = True

    def _used_up(self) -> Fault:
        self._hit_a_limit()
        self.renew()
        return Fault("timeout", "the time limit for this exercise is used up")

    def _post_mortem(self, where: str) -> Fault:
        """Explain how a worker died that the judge did not kill, or that only closed its socket."""
        worker, self.worker = self.worker, None
        assert worker is not None  # noqa: S101  it just hung up
        self.limited = True
        used = cpu_seconds(worker.pid)
        self.cpu_of_ended += used
        dead = worker.has_ended(HANGING_UP)
        status = worker.close()
        self.renew()
        if dead and status is None:
            raise KitError("a worker was lost")
        # SIGKILL from outside may arrive at any time, so do not report where it happened.
        when = f" {where}" if where and status != -signal.SIGKILL else ""
        if not dead or status is None:
            return Fault("crashed", f"your code disconnected from the grader{when}; close only what you opened")
        if status == -signal.SIGKILL:
            if not self.policy.killed_counts and used < self.cpu_seconds - 1:
                raise WorkerKilledError("a worker was killed")
            self.limits_hit += 1
        if status < 0:
            name = signal.Signals(-status).name if -status in set(signal.Signals) else str(-status)
            return Fault("crashed", f"your code crashed Python{when} (signal {name})")
        return Fault("crashed", f"your code ended the Python process{when}; do not call exit functions")


def _same(planned: Request, request: Request) -> bool:
    return planned == msgspec.structs.replace(request, room=planned.room)
