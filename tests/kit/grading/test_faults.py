"""Killed processes, stopped runs and full disks lose no finished result, and no error of the kit gives zero points."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import support
from support import DOUBLE, GRADER, TRIPLE, adopting_orphans, hand_in, living_children, settle

from grader import course, results
from grader.cases import bank
from grader.cases.keys import Keys
from grader.grading.judge import Judge, supplies_for
from grader.grading.materials import Materials
from grader.intake.submission import read_submission
from grader.sandbox import processes
from grader.sandbox.levels import IsolationLevel

SEED = 20_261
CODE = {  # the pauses lengthen the time in which a process can be killed
    "right": "import time\ndef double(n):\n    time.sleep(0.002)\n    return 2 * n\n",
    "wrong": "import time\ndef double(n):\n    time.sleep(0.002)\n    return 2 * n + (n == 4)\n",
    "raises": "def double(n):\n    return n / 0\n",
    "dies": "import os\ndef double(n):\n    os._exit(0)\n",
    "killed": "import signal\ndef double(n):\n    signal.raise_signal(signal.SIGKILL)\n",
}
KINDS = ("right", "wrong", "right", "raises", "right", "wrong", "right", "dies", "right", "killed") * 5
SCORES = {"right": 6, "wrong": 5, "raises": 2, "dies": 2, "killed": 2}


@dataclass(frozen=True)
class Class:
    """Fifty submissions, and the results of an undisturbed run."""

    course: Path
    submissions: list[Path]
    clean: dict[str, bytes]  # results.json by submission
    gradebook: list[str]

    def command(self, out: Path, *options: object, first: int = 50) -> list[str]:
        return [str(a) for a in (GRADER, "grade", *self.submissions[:first], "--out", out, *options)]

    def start(self, out: Path, *options: object) -> subprocess.Popen[str]:
        """Start grading, with a separate folder for temporary files."""
        scratch = out.parent / "tmp"
        scratch.mkdir(exist_ok=True)
        return subprocess.Popen(
            self.command(out, *options),
            cwd=self.course,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"TMPDIR": str(scratch), "COLUMNS": "200"},
        )

    def assert_standing(self, out: Path) -> None:
        """Require that all results in the folder are finished, or marked as an error of the kit."""
        for file in out.glob("*/results.json"):
            raw = file.read_bytes()
            if raw != self.clean[file.parent.name]:
                report = json.loads(raw)
                assert (report["score"], report["max_score"]) == (0, 0), raw
                assert {e["status"] for e in report["exercises"]} == {"kit_error"}, raw
        for file in out.glob("*/provenance.json"):
            assert json.loads(file.read_bytes())["isolation"] in ("R1", "R2")
        if (out / "gradebook.csv").exists():
            with (out / "gradebook.csv").open(newline="") as lines:
                for row, right in zip(csv.DictReader(lines), csv.DictReader(self.gradebook), strict=False):
                    if row["kit_error"] == "0":
                        assert row == right
                    else:
                        assert (row["score"], row["double"], row["triple"]) == ("", "", ""), row

    def assert_whole(self, out: Path, count: int = 50) -> None:
        """Require the results of an undisturbed run, byte for byte, and no other files."""
        names = [path.name for path in self.submissions[:count]]
        assert {name: (out / name / "results.json").read_bytes() for name in names} == {n: self.clean[n] for n in names}
        assert (out / "gradebook.csv").read_text().splitlines() == self.gradebook[: count + 1]
        left = {str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()}
        kept = {f"{name}/answers.msgpack" for name in names if name.startswith("wrong")}
        assert left == kept | {f"{n}/{f}.json" for n in names for f in ("results", "provenance")} | {"gradebook.csv"}


@pytest.fixture(scope="module")
def fifty(isolated: str, tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Class:
    place = tmp_path_factory.mktemp("faults")
    everyone = [hand_in(place / "in" / f"{kind}{i:02}", sums=CODE[kind], more=TRIPLE) for i, kind in enumerate(KINDS)]
    batch = support.grade(tiny_folder, everyone, place / "out")
    assert batch.done.returncode == 0, batch.text
    for path, kind in zip(everyone, KINDS, strict=True):
        assert batch.report(path.name)["score"] == SCORES[kind]
    clean = {path.name: batch.raw(path.name) for path in everyone}
    return Class(tiny_folder, everyone, clean, (place / "out" / "gradebook.csv").read_text().splitlines())


def assert_no_process_is_left() -> None:
    settle(lambda: not living_children(), 15)
    assert not living_children()


@pytest.fixture
def nothing_is_left() -> Iterator[None]:
    """Require that no process outlives the test."""
    with adopting_orphans():
        yield
        assert_no_process_is_left()


# Killed processes


def family(root: int) -> dict[str, list[int]]:
    """Return this process's descendants by role."""
    lines = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            lines[int(entry.name)] = parent, (entry / "cmdline").read_bytes()
        except OSError:
            continue
    found: dict[str, list[int]] = {}
    kinds = {root: "command"}
    waiting = [root]
    while waiting:
        above = waiting.pop()
        for pid, (parent, line) in lines.items():
            if parent != above or not line:
                continue
            if line.startswith(b"bwrap\0"):
                kind = "bwrap"
            elif b"zygote.main" in line:
                kind = "worker" if kinds[above] == "zygote" else "zygote"
            else:
                kind = "judge" if b"grading.pool" in line else "other"
            kinds[pid] = kind
            found.setdefault(kind, []).append(pid)
            waiting.append(pid)
    return found


def hunt(process: subprocess.Popen[str], chance: random.Random, prey: list[str]) -> None:
    """Kill processes of these kinds, in this order and at random moments, until the run ends."""
    while prey and process.poll() is None:
        time.sleep(chance.uniform(0.02, 0.5))
        found = family(process.pid)
        if "zygote" in found and prey[-1] in found:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(found[prey[-1]]), signal.SIGKILL)
                prey.pop()


@pytest.mark.parametrize(
    ("options", "prey"),
    [
        ((), ["worker"] * 7 + ["zygote"] * 2 + ["bwrap"]),
        (("--isolation", "R2", "--jobs", "2"), ["worker"] * 7 + ["zygote"] * 2 + ["judge"]),
    ],
    ids=["R1", "R2 in a pool"],
)
def test_killed_processes_change_no_result(
    options: tuple[str, ...], prey: Sequence[str], fifty: Class, nothing_is_left: None, tmp_path: Path
) -> None:
    chance = random.Random(SEED)  # noqa: S311  no secret
    waiting = chance.sample(prey, len(prey))
    out = tmp_path / "out0"
    for attempt in range(12):
        process = fifty.start(out, *options)
        hunt(process, chance, waiting)
        output = process.communicate(timeout=300)
        assert process.returncode in (0, 3), output
        assert "Traceback" not in "".join(output), output
        fifty.assert_standing(out)
        if process.returncode == 0:
            fifty.assert_whole(out)
            out = tmp_path / f"out{attempt + 1}"  # if not much was killed, all begin again
            if len(waiting) <= len(prey) // 2:
                break
    assert process.returncode == 0, output
    assert len(waiting) <= len(prey) // 2, "the runs ended before much was killed"


# Stopped runs


def test_leftovers_of_a_killed_run_are_removed_and_not_reused(fifty: Class, tmp_path: Path) -> None:
    out, ada, bob = tmp_path / "out", tmp_path / "ada", tmp_path / "bob"
    for person in (ada, bob):
        hand_in(person, sums=DOUBLE, more=TRIPLE)
    first = support.grade(fifty.course, [ada, bob], out)
    good, beside = first.raw("ada"), (out / "ada" / "provenance.json").read_bytes()
    (ada / "sums.py").write_text(DOUBLE.replace("n + n", "n"))
    wrong = support.grade(fifty.course, [ada, bob], out).raw("ada")
    assert json.loads(wrong)["score"] == 3
    # As if the run had been killed while writing, and between the two files.
    (out / "ada" / "provenance.json").write_bytes(beside)
    (out / "bob" / "provenance.json").unlink()
    for half in (out / "ada" / ".results.json-x.half", out / "ada" / ".provenance.json-y.half", out / ".g.csv-z.half"):
        half.write_bytes(good[:100])
    (ada / "sums.py").write_text(DOUBLE)
    last = support.grade(fifty.course, [ada, bob], out)
    assert last.raw("ada") == good, "what was found of the second version was taken for the first one"
    assert last.raw("bob") == first.raw("bob")
    left = [file.name for file in out.rglob("*") if file.is_file()]
    assert sorted(left) == ["gradebook.csv", "provenance.json", "provenance.json", "results.json", "results.json"]


def test_a_stopped_run_continues_where_it_stopped(fifty: Class, nothing_is_left: None, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311  no secret
    out = tmp_path / "out"
    halted = 0
    ways: list[tuple[str, Callable[[int], None]]] = [
        ("Ctrl-C", lambda pid: os.killpg(pid, signal.SIGINT)),
        ("killed", lambda pid: os.kill(pid, signal.SIGKILL)),
    ]
    for jobs in (1, 2, 2):
        for way, stop in ways:
            process = fifty.start(out, "--jobs", jobs)
            wait = chance.uniform(0.0, 4.0)
            settle(lambda process=process: process.poll() is not None or out.exists(), 30)  # type: ignore[misc]
            time.sleep(wait)
            if process.poll() is None:
                stop(process.pid)
                halted += 1
            output = process.communicate(timeout=60)
            assert_no_process_is_left()
            assert "Traceback" not in "".join(output), output
            # A Ctrl-C that comes as the interpreter ends kills it.
            stopped = (130, -signal.SIGINT) if way == "Ctrl-C" else (-signal.SIGKILL,)
            assert process.returncode in (0, *stopped), output
            fifty.assert_standing(out)
            if way == "Ctrl-C":
                assert not [f for f in out.rglob(".*") if f.is_file()], "half a file was left"
    assert halted >= 3
    done = fifty.start(out)
    assert "Traceback" not in "".join(done.communicate(timeout=300))
    assert done.returncode == 0
    fifty.assert_whole(out)


# Full disks

FEW = 6
# A small file system that only these commands see: filled, copied, enlarged and used again.
SCRIPT = """
out=$1 keep=$2 options=$3; shift 3
mount -t tmpfs -o "$options" convkit "$out" || exit 99
"$@" > "$keep/output" 2>&1; echo $? > "$keep/code"
cp -r "$out" "$keep/full"
mount -o remount,size=64m,nr_inodes=10000 "$out" || exit 99
"$@" 2>&1 || exit 98
cp -r "$out" "$keep/roomy"
"""


def in_own_mounts(*command: object) -> subprocess.CompletedProcess[str]:
    """Run a shell command in its own mount namespace."""
    right = ("--mount",) if os.geteuid() == 0 else ("--user", "--map-root-user", "--mount")
    return support.run("unshare", *right, "sh", "-c", *command, cwd=Path("/"))


@pytest.fixture(scope="module")
def can_mount(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip the test if file systems cannot be mounted, not even in a new namespace."""
    done = in_own_mounts("mount -t tmpfs convkit $1", "sh", tmp_path_factory.mktemp("mount"))
    if done.returncode:
        pytest.skip(f"there is no isolation by a mount namespace here: {done.stderr}")


def pages(size: int) -> int:
    return -(-size // os.sysconf("SC_PAGE_SIZE"))


@pytest.mark.parametrize("place", ["results", "gradebook", "no more files"])
def test_a_full_disk_is_reported_in_one_line_and_loses_no_finished_result(
    place: str, fifty: Class, can_mount: None, nothing_is_left: None, tmp_path: Path
) -> None:
    everything = sum(pages(len(fifty.clean[path.name])) + 1 for path in fifty.submissions[:FEW])
    size, files, names, standing, jobs = {
        "results": (5, 1000, ".json", range(1, FEW), 2),
        "gradebook": (everything, 1000, "gradebook.csv", range(FEW, FEW + 1), 1),
        "no more files": (1000, 12, "", range(1, FEW), 1),
    }[place]
    out, keep = tmp_path / "out", tmp_path / "keep"
    out.mkdir()
    keep.mkdir()
    room = f"size={size * os.sysconf('SC_PAGE_SIZE')},nr_inodes={files}"
    command = fifty.command(out, "--course", fifty.course, "--jobs", jobs, first=FEW)
    done = in_own_mounts(SCRIPT, "sh", out, keep, room, *command)
    assert done.returncode == 0, done
    output = (keep / "output").read_text().splitlines()
    assert len(output) == 1, output
    assert (keep / "code").read_text() == "3\n", output
    assert output[0].startswith(f"grader: {out}/"), output
    for part in (
        names,
        "No space left on device",
        f"results are in {out}",
        "Free some space and run the same command again.",
    ):
        assert part in output[0], output
    assert len(list((keep / "full").glob("*/results.json"))) in standing
    fifty.assert_standing(keep / "full")
    assert not [file for file in (keep / "full").rglob(".*") if file.is_file()], "half a file was left"
    fifty.assert_whole(keep / "roomy", FEW)


# One process killed at one moment


@pytest.fixture(scope="module")
def judge(fifty: Class) -> Iterator[Judge]:
    """Return a judge in this process."""
    catalogue = course.load(fifty.course)
    keys = Keys.of(catalogue)
    cases = bank.load(bank.own_folder(catalogue), keys)
    made = Judge(
        Materials(catalogue, cases, keys, {}, "quick"),
        (IsolationLevel.R1, IsolationLevel.R2),
        supplies_for(catalogue, ()),
    )
    yield made
    made.close()


def judged(judge: Judge, path: Path) -> bytes:
    sources = read_submission(path, modules=judge.materials.course.modules)
    return results.to_json(judge.grade(sources)[0])


@dataclass
class Killer:
    """Kills a process just before the judge reads this many answers."""

    at: tuple[int, ...]
    read: int = 0
    zygote_too: bool = False

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        receive = processes.WorkerProcess.receive

        def killing(worker: processes.WorkerProcess, room: int, allowance: processes.Allowance) -> bytes:
            self.read += 1
            if self.read in self.at:
                if self.zygote_too and worker.zygote.process:
                    os.kill(worker.zygote.process.pid, signal.SIGKILL)
                else:
                    os.kill(worker.pid, signal.SIGKILL)
            return receive(worker, room, allowance)

        monkeypatch.setattr(processes.WorkerProcess, "receive", killing)


@pytest.mark.parametrize("kind", ["right", "wrong", "dies"])
def test_a_worker_killed_before_any_answer_costs_nothing(
    kind: str, fifty: Class, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next(p for p in fifty.submissions if p.name.startswith(kind))
    counting = Killer(())
    with monkeypatch.context() as patch:
        counting.watch(patch)
        assert judged(judge, path) == fifty.clean[path.name]
    for at in range(1, counting.read + 1, 2):
        killer = Killer((at,))
        with monkeypatch.context() as patch:
            killer.watch(patch)
            assert judged(judge, path) == fifty.clean[path.name], f"killed before answer {at} of {counting.read}"
        assert killer.read >= at


@pytest.mark.parametrize("at", [1, 4, 11])
def test_a_zygote_killed_before_an_answer_costs_nothing(
    at: int, fifty: Class, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = judge.zygote
    Killer((at,), zygote_too=True).watch(monkeypatch)
    assert judged(judge, fifty.submissions[1]) == fifty.clean[fifty.submissions[1].name]
    assert judge.zygote is not before
    assert not before.scratch.exists()


def test_a_zygote_killed_twice_is_our_fault_and_no_grade(
    fifty: Class, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fifty.submissions[0]
    with monkeypatch.context() as patch:
        Killer((3, 8), zygote_too=True).watch(patch)
        report = json.loads(judged(judge, path))
    assert (report["score"], report["max_score"]) == (0, 0)
    assert {e["status"] for e in report["exercises"]} == {"kit_error"}
    assert judged(judge, path) == fifty.clean[path.name], "the next one has a new zygote"


def test_a_worker_that_is_always_killed_is_the_submissions_fault(fifty: Class) -> None:
    report = json.loads(fifty.clean["killed09"])
    double, triple = report["exercises"]
    assert (double["status"], double["score"], double["max_score"]) == ("crashed", 0, 4)
    assert "signal SIGKILL" in double["message"]
    assert (triple["score"], report["marks"]) == (2, ["limit hit"])
