"""Grade submissions on the machines of a Dask cluster: the same work as that of the judges on this one.

    command ──── Dask ────► each worker: a judge of its own (grading/pool.py)
       │                        Items come, Records go back, as bytes
       └─ writes all files

Every submission is assigned to one worker at a time, so that a lost worker costs no more than its own submission, which
another one gets. A worker that cannot isolate, or has another version of the kit, says so and gets no more work.
"""

from __future__ import annotations

import hashlib
import io
import logging
import queue
import shutil
import tarfile
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import distributed
import msgspec
from distributed import Client, Future, Worker, WorkerPlugin, get_worker
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from msgspec import Struct

from grader import course, evidence, results
from grader.asking import frames
from grader.cases import bank
from grader.cases.keys import Keys
from grader.files import remove_halves, write_atomically, write_or_remove
from grader.grading import provenance
from grader.grading.batch import FILES, Graded, Plan, folder_name, read
from grader.grading.materials import KIT
from grader.grading.pool import Judges
from grader.intake.submission import Sources, submission_name
from grader.mistakes import named
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.processes import KitError, WeakIsolationError

CONNECT = 10.0  # seconds to wait for the scheduler
PATIENCE = 120.0  # seconds to wait for the first worker, or for another one
FETCH = 20.0  # seconds to wait for a finished result
TICK = 0.3
REQUIRED = {evidence.FILE, results.FILE, provenance.FILE}
TRIES = 3  # workers that may be lost over one submission


@dataclass(frozen=True)
class Item:
    """A submission on its way to a worker, with the files of its earlier results."""

    sources: Sources
    earlier: dict[str, bytes]


class Record(Struct, frozen=True):
    """What a worker sends back: the files of the results, or why it can grade nothing."""

    kit: str
    files: dict[str, bytes] = {}
    unchanged: bool = False
    level: str = ""
    refusal: str = ""
    fault: str = ""


class Cluster:
    """The judges of a Dask cluster; they come and go while submissions are graded."""

    def __init__(self, plan: Plan, address: str) -> None:
        self.plan, self.address = plan, address
        self.course = course.load(plan.course)
        self.client: Client | None = None
        self.refused: dict[str, str] = {}  # workers that grade nothing, with the reason
        self.lost: dict[Path, int] = {}  # how many workers were lost over a submission

    def start(self) -> None:
        """Connect to the scheduler. Raises KitError if there is none."""
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is raised
        with self._asking():
            self.client = Client(self.address, timeout=CONNECT, set_as_default=False)

    def grade(self, paths: Sequence[Path], report: Callable[[Graded], None]) -> list[Graded]:
        """Grade the submissions; `report` hears of each as it is done and written."""
        done: dict[Path, Graded] = {}
        with self._asking():
            for path, record in self._records(deque(paths)):
                done[path] = self._write(path, record)
                report(done[path])
        return [done[path] for path in paths]

    def _records(self, waiting: deque[Path]) -> Iterator[tuple[Path, Record]]:
        """Yield what the workers send back, one submission at a time for each."""
        assert self.client is not None  # noqa: S101  it has been started
        plugin = JudgePlugin(bundle(self.plan), self.plan)
        self.client.register_plugin(plugin)
        busy: dict[Future[Any], tuple[Path, str]] = {}
        finished: queue.Queue[Future[Any]] = queue.Queue()
        end = time.monotonic() + PATIENCE
        while waiting or busy:
            workers = self._workers(self.client)
            for future in [f for f, (_, worker) in busy.items() if worker not in workers]:
                waiting.appendleft(self._lost(busy.pop(future)[0]))
            free = workers - self.refused.keys() - {worker for _, worker in busy.values()}
            for worker in sorted(free)[: len(waiting)]:
                path = waiting.popleft()
                future = self.client.submit(
                    grade_here, plugin.name, self._item(path), workers=[worker], allow_other_workers=False, pure=False
                )
                busy[future] = path, worker
                future.add_done_callback(finished.put)
            if busy:
                end = time.monotonic() + PATIENCE
            else:
                self._check_hope(workers, end)
            with suppress(queue.Empty):
                future = finished.get(timeout=TICK)
                if future in busy:  # else its worker was lost
                    path, worker = busy.pop(future)
                    record = self._record(future, worker)
                    if record is None:
                        waiting.appendleft(path if worker in self.refused else self._lost(path))
                    else:
                        yield path, record

    def _workers(self, client: Client) -> set[str]:
        """Return the addresses of the workers that are there now."""
        found = client.scheduler_info(n_workers=-1)
        if "workers" not in found:
            raise KitError(f"the scheduler at {self.address} does not answer any more")
        return set(found["workers"])

    def _lost(self, path: Path) -> Path:
        """Note that a worker was lost over a submission, which another one gets."""
        self.lost[path] = self.lost.get(path, 0) + 1
        if self.lost[path] == TRIES:
            raise KitError(f"{path.name}: its worker was lost {TRIES} times")
        return path

    def _check_hope(self, workers: set[str], end: float) -> None:
        """Raise KitError if no worker can be expected to grade anything."""
        if workers and not workers - self.refused.keys():
            raise WeakIsolationError("; ".join(f"{name}: {why}" for name, why in sorted(self.refused.items())))
        if time.monotonic() > end:
            raise KitError(f"{self.address}: no worker has come within {PATIENCE:.0f} seconds; start one")

    def _record(self, future: Future[Any], worker: str) -> Record | None:
        """Return what a worker sent, or None if another one must grade the submission."""
        try:
            record = frames.unpack(self._fetched(future, worker), Record)
        except (TimeoutError, FutureCancelledError, distributed.KilledWorker):
            return None
        except frames.ProtocolError as error:
            raise KitError(f"{worker} sent an invalid record ({error})") from None
        if record.fault:
            raise KitError(f"{worker}: {record.fault}")
        if record.kit != KIT or record.refusal:
            self.refused[worker] = record.refusal or f"has {record.kit}, not {KIT}"
            return None
        return record

    def _fetched(self, future: Future[Any], worker: str) -> bytes:
        """Return a result; a worker that is lost now takes it with it, and Dask would wait for it to come back."""
        assert self.client is not None  # noqa: S101  it has been started
        end = time.monotonic() + FETCH
        while True:
            try:
                packed: bytes = future.result(timeout=1)
            except TimeoutError:
                if worker not in self._workers(self.client) or time.monotonic() > end:
                    raise
            else:
                return packed

    def _item(self, path: Path) -> Item:
        sources = read(path, self.course)
        folder = self.plan.out / folder_name(sources.name)
        remove_halves(folder)
        earlier = {}
        for name in FILES:
            with suppress(OSError):
                earlier[name] = (folder / name).read_bytes()
        return Item(sources, earlier)

    def _write(self, path: Path, record: Record) -> Graded:
        """Write the files of a record, unless they are there already."""
        report = results.from_json(record.files.get(results.FILE, b""))
        if report is None or not REQUIRED <= record.files.keys() <= set(FILES):
            raise KitError(f"{path.name}: a worker sent no results")
        folder = self.plan.out / folder_name(submission_name(path))
        if not record.unchanged:
            for name in FILES:
                write_or_remove(folder / name, record.files.get(name, b""))
        return Graded(report, folder.name, record.unchanged, IsolationLevel(record.level) if record.level else None)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Turn what Dask raises if the scheduler is not there, or not any more, into a KitError."""
        try:
            yield
        except (TimeoutError, CommClosedError, FutureCancelledError) as error:
            raise KitError(f"the scheduler at {self.address} does not answer ({type(error).__name__})") from None
        except OSError as error:
            if error.filename is not None:  # a file of ours
                raise
            raise KitError(f"the scheduler at {self.address} does not answer ({error})") from None

    def close(self) -> None:
        if self.client is not None:
            with suppress(Exception):  # whatever is left of the scheduler
                self.client.unregister_worker_plugin(JudgePlugin.named(self.plan))
            with suppress(Exception):
                self.client.close(timeout=2)


def bundle(plan: Plan) -> bytes:
    """Return a tar archive of all that a judge needs of the course, and its bank."""
    files = [plan.course / "course.toml"]
    files += sorted((plan.course / "tests" / "exercises").glob("*.py")) + sorted(
        (plan.course / "reference").rglob("*.py")
    )
    files += sorted((plan.course / named.FOLDER).glob("*/*.json"))
    parts = {f"course/{file.relative_to(plan.course).as_posix()}": file.read_bytes() for file in files}
    if plan.bank.is_dir():
        keys = Keys.of(course.load(plan.course))
        exercises = plan.only or keys.exercises
        parts["bank"] = bank.to_bytes(bank.bodies_in(plan.bank, keys, exercises))
    else:
        parts["bank"] = plan.bank.read_bytes()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in sorted(parts.items()):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


# On a worker


class JudgePlugin(WorkerPlugin):
    """Keeps a judge in a worker, from the worker's start to its end."""

    def __init__(self, bundled: bytes, plan: Plan) -> None:
        self.bundled, self.plan, self.name = bundled, plan, self.named(plan)

    @staticmethod
    def named(plan: Plan) -> str:
        return "convkit-" + hashlib.sha256(repr(plan).encode()).hexdigest()[:16]

    def setup(self, worker: Worker) -> None:
        """Unpack the course and start the judge; a problem is reported by the first submission."""
        self.folder = Path(tempfile.mkdtemp(prefix="convkit-worker-"))
        self.lock = threading.Lock()
        with tarfile.open(fileobj=io.BytesIO(self.bundled)) as archive:
            archive.extractall(self.folder, filter="data")
        plan = replace(self.plan, course=self.folder / "course", bank=self.folder / "bank", out=self.folder / "out")
        self.judges = Judges(plan, 1)
        self.judges.start()

    def teardown(self, worker: Worker) -> None:
        self.judges.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def grade(self, item: Item) -> Record:
        """Grade a submission by this worker's judge."""
        with self.lock:
            folder = self.judges.plan.out / folder_name(item.sources.name)
            for name, content in item.earlier.items():
                write_atomically(folder / name, content)
            graded = self.judges.grade_one(item.sources)
            written = {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}
            shutil.rmtree(folder)
            return Record(KIT, written, graded.unchanged, graded.level or "")


def grade_here(plugin: str, item: Item) -> bytes:
    """Grade a submission on this worker, and return a packed Record."""
    judge: Any = get_worker().plugins.get(plugin)
    try:
        if judge is None:
            record = Record(KIT, refusal="the judge could not be started; see the log of this worker")
        else:
            record = judge.grade(item)
    except WeakIsolationError as error:
        record = Record(KIT, refusal=str(error))
    except Exception as error:  # the client says which worker it was
        record = Record(KIT, fault=" ".join(f"{type(error).__name__}: {error}".split()))
    return msgspec.msgpack.encode(record)
