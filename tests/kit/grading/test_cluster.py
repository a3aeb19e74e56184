"""A Dask cluster gives the same bytes as this machine, whatever becomes of its workers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import support
from support import DOUBLE, GRADER, TRIPLE, Batch, assert_refused, hand_in, run, settle

from grader.mistakes.kept import FILE as KEPT

pytestmark = pytest.mark.slow
LOOP = "def double(n):\n    while n == 7:\n        pass\n    return n + n\n"
SLOW = "import time\n\ntime.sleep(0.3)\n\n\ndef double(n):\n    return n + n\n"
SOURCES = {
    "right": DOUBLE,
    "wrong": "def double(n):\n    return n\n",
    "slow": SLOW,
    "broken": "def double(n):\n    return 1 +\n",
}


class Machines:
    """A scheduler and workers, each a process on this machine."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self.start("scheduler", "--port", port, "--no-dashboard")
        self.workers = [self.add_worker(), self.add_worker()]

    def start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{kind}-{len(list(self.folder.iterdir()))}.log").open("wb")
        code = f"from distributed.cli.dask_{kind} import main; main()"
        command = [sys.executable, "-c", code, "--host", "127.0.0.1", *arguments]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True)
        self.stack.callback(process.wait)
        self.stack.callback(lambda: process.poll() is None and os.killpg(process.pid, signal.SIGKILL))
        return process

    def add_worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny")


@pytest.fixture
def machines(isolated: str, tmp_path: Path) -> Iterator[Machines]:
    (tmp_path / "machines").mkdir()
    with ExitStack() as stack:
        yield Machines(tmp_path / "machines", stack)


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    place = tmp_path_factory.mktemp("cluster")
    made = [
        hand_in(place / f"{kind}{i}", sums=source, more=TRIPLE) for kind, source in SOURCES.items() for i in range(4)
    ]
    (made[0] / "notes.txt").write_text("not a module")
    shutil.make_archive(str(place / "zipped"), "zip", made[1])
    return [*made, place / "zipped.zip"]


@pytest.fixture(scope="module")
def here(isolated: str, tiny_folder: Path, everyone: list[Path], space: Path) -> Batch:
    return support.grade(tiny_folder, everyone, support.fresh(space, "here"), "--jobs", 1)


def command(everyone: list[Path], out: Path, address: str) -> list[str]:
    return [str(a) for a in (GRADER, "grade", *everyone, "--out", out, "--scheduler", address)]


def assert_same(here: Batch, out: Path) -> None:
    names = sorted(file.parent.name for file in here.out.glob("*/results.json"))
    assert sorted(file.parent.name for file in out.glob("*/results.json")) == names
    for name in names:
        assert (out / name / "results.json").read_bytes() == here.raw(name), name
        assert (out / name / "evidence.npz").read_bytes() == (here.out / name / "evidence.npz").read_bytes(), name
        assert (out / name / "provenance.json").exists()
        assert [file.read_bytes() for file in (out / name).glob(KEPT)] == [
            file.read_bytes() for file in (here.out / name).glob(KEPT)
        ], name
    assert list(out.glob(f"*/{KEPT}")), "no answers came back"
    assert (out / "gradebook.csv").read_bytes() == (here.out / "gradebook.csv").read_bytes()


def test_two_workers_give_the_bytes_of_this_machine_and_a_rerun_grades_nothing(
    machines: Machines, here: Batch, everyone: list[Path], tiny_folder: Path, tmp_path: Path
) -> None:
    done = run(*command(everyone, tmp_path / "out", machines.address), cwd=tiny_folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert_same(here, tmp_path / "out")
    again = run(*command(everyone, tmp_path / "out", machines.address), cwd=tiny_folder)
    assert f"Unchanged since the last run: {len(everyone)}." in again.stdout, again.stdout + again.stderr
    assert_same(here, tmp_path / "out")


def results_in(out: Path) -> int:
    return len(list(out.glob("*/results.json")))


def graded_while(
    what: Callable[[], object], everyone: list[Path], out: Path, machines: Machines, folder: Path
) -> tuple[int, str]:
    """Do something as soon as some submissions are graded; return the exit code and the output."""
    process = subprocess.Popen(
        command(everyone, out, machines.address),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    settle(lambda: results_in(out) >= 3 or process.poll() is not None, 60)
    what()
    output = process.communicate(timeout=120)[0]
    return process.returncode, output


def test_a_worker_that_is_killed_and_one_that_is_late_change_no_byte(
    machines: Machines, here: Batch, everyone: list[Path], tiny_folder: Path, tmp_path: Path
) -> None:
    def change() -> None:
        machines.workers[0].kill()
        machines.add_worker()

    code, output = graded_while(change, everyone, tmp_path / "out", machines, tiny_folder)
    assert code == 0, output
    assert_same(here, tmp_path / "out")


def test_a_scheduler_that_goes_away_is_reported_in_one_line_and_finished_results_are_kept(
    machines: Machines, here: Batch, everyone: list[Path], tiny_folder: Path, tmp_path: Path
) -> None:
    code, output = graded_while(machines.scheduler.kill, everyone, tmp_path / "out", machines, tiny_folder)
    assert code == 3, output
    assert re.search(r"the scheduler at tcp://127.0.0.1:\d+ does not answer.* submissions are graded", output), output
    assert "Traceback" not in output
    assert results_in(tmp_path / "out") >= 3
    rest = support.grade(tiny_folder, everyone, tmp_path / "out")
    assert rest.done.returncode == 0
    assert_same(here, tmp_path / "out")


def test_ctrl_c_keeps_what_is_finished(
    machines: Machines, everyone: list[Path], tiny_folder: Path, tmp_path: Path
) -> None:
    process = subprocess.Popen(
        command(everyone, tmp_path / "out", machines.address), cwd=tiny_folder, stderr=subprocess.PIPE, text=True
    )
    settle(lambda: results_in(tmp_path / "out") >= 3, 60)
    process.send_signal(signal.SIGINT)
    errors = process.communicate(timeout=60)[1]
    assert process.returncode == 130, errors
    assert "submissions are graded" in errors
    assert "Traceback" not in errors
    time.sleep(0.1)
    assert all(file.read_bytes() for file in (tmp_path / "out").glob("*/results.json"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://grading.example.org:8786", ["not encrypted", "use tls://", "--insecure-scheduler"]),
        ("localhost:8786", ["no address of a scheduler", "tcp://HOST:PORT"]),
        ("http://127.0.0.1:8786", ["no address of a scheduler"]),
    ],
)
def test_an_address_that_will_not_do_is_refused(
    address: str, words: list[str], everyone: list[Path], tiny_folder: Path, tmp_path: Path
) -> None:
    assert_refused(run(*command(everyone[:1], tmp_path / "out", address), cwd=tiny_folder), 2, address, *words)


def test_a_scheduler_that_is_not_there_is_reported(everyone: list[Path], tiny_folder: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        done = run(*command(everyone[:1], tmp_path / "out", address), cwd=tiny_folder)
    assert_refused(done, 3, f"the scheduler at {address} does not answer", "0 of 1 submissions are graded")


def test_a_worker_without_isolation_refuses_work_and_says_why(
    machines: Machines, everyone: list[Path], tiny_folder: Path, tmp_path: Path
) -> None:
    """R1 is not available on workers that do not find bubblewrap."""
    for worker in machines.workers:
        worker.kill()
    with pytest.MonkeyPatch.context() as patched:
        for name, value in support.without_bubblewrap(tmp_path / "bin").items():
            patched.setenv(name, value)
        machines.add_worker()
    done = run(*command(everyone[:2], tmp_path / "out", machines.address), "--isolation", "R1", cwd=tiny_folder)
    assert_refused(done, 3, "submissions cannot be isolated here", "bwrap is not installed")
