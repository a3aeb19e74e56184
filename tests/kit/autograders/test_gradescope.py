"""The archive for Gradescope, run in a folder laid out as its container: a grade is written whole, or not at all."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from installed import Installed
from support import DOUBLE, GRADER, TRIPLE, assert_refused, hand_in, run

pytestmark = pytest.mark.skipif(shutil.which("bwrap") is None, reason="bwrap makes the container: no isolation")
POINTS = 6
ENDLESS = "def double(n):\n    while True:\n        pass\n"
KILLS = "import os, signal\ndef double(n):\n    os.kill(os.getppid(), signal.SIGKILL)\n    os._exit(0)\n"
FORGES = """
def double(n):
    for place in ("/autograder/results/results.json", "/autograder/run_autograder", "results/results.json"):
        with open(place, "a") as file:
            file.write('{"score": 100}')
    return n + n
"""


@dataclass(frozen=True)
class Container:
    """A folder that is /autograder in namespaces of its own, in which root can make no more namespaces."""

    home: Path
    python: Path

    def command(self, *program: str) -> list[str]:
        made = ["bwrap", "--unshare-user", "--disable-userns", "--unshare-pid", "--unshare-ipc", "--die-with-parent"]
        made += ["--uid", "0", "--gid", "0", "--clearenv", "--setenv", "PATH", os.defpath]
        made += ["--setenv", "CONVKIT_PYTHON", str(self.python)]
        for entry in Path("/").iterdir():
            if entry.is_symlink():
                made += ["--symlink", str(entry.readlink()), str(entry)]
            elif entry.name not in ("proc", "dev", "autograder"):
                made += ["--bind", str(entry), str(entry)]
        made += ["--dev", "/dev", "--proc", "/proc", "--bind", str(self.home), "/autograder", "--chdir", "/autograder"]
        return [*made, "--", *program]

    def run(self, *program: str) -> subprocess.CompletedProcess[str]:
        return run(*self.command(*(program or ("/autograder/run_autograder",))), cwd=self.home)

    def start(self) -> subprocess.Popen[bytes]:
        command = self.command("/autograder/run_autograder")
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def hand_in(self, source: Path) -> None:
        shutil.rmtree(self.home / "submission")
        shutil.copytree(source, self.home / "submission")

    @property
    def results(self) -> Path:
        return self.home / "results" / "results.json"

    def grade(self, source: Path) -> dict[str, Any]:
        """Grade a submission, and return the file for Gradescope, whose maximum is the same for everyone."""
        self.hand_in(source)
        done = self.run()
        assert done.returncode == 0, done
        found: dict[str, Any] = json.loads(self.results.read_bytes())
        assert_is_whole(found)
        assert os.listdir(self.results.parent) == ["results.json"]  # noqa: PTH208
        return found


def assert_is_whole(found: dict[str, Any]) -> None:
    assert sum(test["max_score"] for test in found["tests"]) == POINTS, found
    assert sum(test["score"] for test in found["tests"]) == found["score"], found


@pytest.fixture(scope="module")
def archive(tiny_folder: Path, space: Path) -> Path:
    """Return the archive of the tiny course."""
    done = run(GRADER, "export", "gradescope-autograder", space / "autograder.zip", cwd=tiny_folder)
    assert done.returncode == 0, done
    assert "512 MB of memory" in done.stdout
    return space / "autograder.zip"


@pytest.fixture(scope="module")
def container(archive: Path, installed: Installed, space: Path) -> Container:
    """Return a container that Gradescope has built of the archive."""
    home = space / "autograder"
    for name in ("source", "submission", "results"):
        (home / name).mkdir(parents=True)
    assert run("unzip", "-q", archive, "-d", home / "source", cwd=space).returncode == 0  # it keeps modes
    built = Container(home, installed.python)
    done = built.run("/autograder/source/setup.sh")
    assert done.returncode == 0, done
    assert "is ready; the container needs 512 MB of memory." in done.stdout
    shutil.copy(home / "source" / "run_autograder", home)
    return built


@pytest.fixture
def right(tmp_path: Path) -> Path:
    return hand_in(tmp_path / "right", sums=DOUBLE, more=TRIPLE)


def test_the_archive_holds_what_the_platform_runs_and_is_the_same_each_time(
    archive: Path, tiny_folder: Path, tmp_path: Path
) -> None:
    names = zipfile.ZipFile(archive).namelist()
    assert {"setup.sh", "run_autograder", "bank", "requirements.txt", "course/reference/sums.py"} <= set(names)
    pinned = zipfile.ZipFile(archive).read("constraints.txt").decode().splitlines()
    assert {line.partition("==")[0] for line in pinned} >= {"numpy", "msgspec", "pytest"}
    assert not [line for line in pinned if line.startswith(("torch", "ruff"))], (
        "neither the course nor the kit needs it"
    )
    assert not [name for name in names if name.startswith(("course/student", "course/.convkit"))]
    last = (zipfile.ZipFile(archive).read("run_autograder")).decode().splitlines()
    assert last[0] == "#!/bin/sh" and last[1].startswith("exec ") and len(last) == 2, "nothing is read after it began"
    run(GRADER, "export", "gradescope-autograder", tmp_path / "again.zip", cwd=tiny_folder)
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()
    (tmp_path / "setup.sh").write_bytes(zipfile.ZipFile(archive).read("setup.sh"))
    assert run("bash", "-n", "setup.sh", cwd=tmp_path).returncode == 0


def test_submissions_in_all_forms_are_graded_as_root_without_namespaces(
    container: Container, right: Path, tmp_path: Path
) -> None:
    assert container.grade(right)["score"] == POINTS
    doctor = container.run(str(container.python.with_name("grader")), "doctor", "--course", "/autograder/source/course")
    assert "Submissions are graded at level R2." in doctor.stdout, doctor
    nested = tmp_path / "nested" / "homework" / "student"
    shutil.copytree(right, nested)
    (tmp_path / "nested" / "run_autograder").write_text("#!/bin/sh\necho '{}' > /autograder/results/results.json\n")
    assert container.grade(tmp_path / "nested")["score"] == POINTS
    (tmp_path / "zipped").mkdir()
    shutil.make_archive(str(tmp_path / "zipped" / "homework"), "zip", right)
    assert container.grade(tmp_path / "zipped")["score"] == POINTS
    (tmp_path / "empty").mkdir()
    empty = container.grade(tmp_path / "empty")
    assert empty["score"] == 0
    assert "contains no" in json.dumps(empty)


@pytest.mark.parametrize("source", [ENDLESS, KILLS, FORGES], ids=["never ends", "kills its parent", "forges"])
def test_whatever_a_student_does_the_grade_is_written_whole(container: Container, source: str, tmp_path: Path) -> None:
    script = (container.home / "run_autograder").read_bytes()
    found = container.grade(hand_in(tmp_path / "bad", sums=source, more=TRIPLE))
    assert found["score"] == 2, "the other exercise counts"
    assert (container.home / "run_autograder").read_bytes() == script


def test_a_fault_of_the_kit_leaves_no_file(container: Container, right: Path) -> None:
    container.grade(right)
    bank = container.home / "source" / "bank"
    kept = bank.read_bytes()
    bank.write_bytes(kept[:100])
    try:
        done = container.run()
    finally:
        bank.write_bytes(kept)
    assert done.returncode == 3 and "Traceback" not in done.stderr, done
    assert not container.results.exists(), "not even that of an earlier run"


def test_other_data_than_the_image_was_built_with_are_no_grade(container: Container, right: Path) -> None:
    """The maximum of some courses depends on data, and must be everyone's."""
    container.hand_in(right)
    facts = container.home / "source" / "facts.json"
    assert facts.read_text() == "{}"
    facts.write_text('{"data": "mnist"}')
    try:
        done = container.run()
    finally:
        facts.write_text("{}")
    assert done.returncode == 3 and "the maximum may differ" in done.stderr, done
    assert not container.results.exists()


def test_too_little_memory_is_said_before_grading(container: Container, right: Path, tmp_path: Path) -> None:
    container.hand_in(right)
    (tmp_path / "memory.max").write_text(f"{256 << 20}\n")
    *made, separator, script = container.command("/autograder/run_autograder")
    done = run(*made, "--ro-bind", tmp_path, "/sys/fs/cgroup", separator, script, cwd=tmp_path)
    assert done.returncode == 3
    assert "this container has 256 MB of memory, and grading needs 512 MB; raise it" in done.stderr
    assert not container.results.exists()


KINDS = {"judge": b"grading.pool", "zygote": b"zygote.main", "command": b"grader.cli", "script": b"autograders.running"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_is_killed_leaves_a_whole_grade_or_none(kind: str, container: Container, right: Path) -> None:
    """A judge and a zygote are replaced; without the command or the script there is no grade."""
    container.hand_in(right)
    chance = random.Random(kind)  # noqa: S311  only a moment
    started = container.start()
    killed = 0
    while started.poll() is None and not killed:
        if pid := found_in(started.pid, KINDS[kind]):
            time.sleep(chance.uniform(0.0, 0.2))
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed = pid
        time.sleep(0.02)
    code = started.wait(200)
    assert killed, "it lived long enough"
    if kind in ("command", "script"):
        assert code != 0 and not container.results.exists()
    else:
        found = json.loads(container.results.read_bytes())
        assert_is_whole(found)
        assert (code, found["score"]) == (0, POINTS), "a kill costs no points"


def found_in(root: int, part: bytes) -> int:
    """Return the first process below this one with this in its command line, or 0; it may be gone by then."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    below = [root]
    for pid in below:
        below += [child for child, parent in parents.items() if parent == pid]
        with suppress(OSError):
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
            if part in line and not line.startswith(b"bwrap"):
                return pid
    return 0


def test_bad_arguments_are_refused(tiny_folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    done = run(GRADER, "export", "gradescope-autograder", archive, "--data", tmp_path / "none", cwd=tiny_folder)
    assert_refused(done, 2, "--data", "not a folder")
    done = run(GRADER, "export", "gradescope-autograder", archive, "--bank", tmp_path / "none", cwd=tiny_folder)
    assert_refused(done, 2, "none")
    done = run(GRADER, "export", "gradescope-autograder", archive, "--budget", "huge", cwd=tiny_folder)
    assert_refused(done, 2, "--budget huge: no such budget")
    assert not archive.exists()
