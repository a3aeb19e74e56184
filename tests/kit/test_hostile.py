"""Hostile submissions get what they deserve, cost nobody else anything, read nothing and leave nothing behind."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import batches
import pytest
from batches import HOSTILE, LIMITS, ROOT, Batch, hand_in, is_full, solved

NAMES = (
    "import_time_loop", "sys_exit_import", "recursion_segv", "stdout_flood", "read_parent_mem", "steal_sys_modules",
    "plant_modules", "fork_return_twice", "daemon_double_fork", "zero_inputs", "reply_too_big", "global_state_leak",
    "ok_prints_a_lot", "src_bom", "cache_by_id", "random_wrong", "litter_shm", "tamper_harness", "late_mutation",
)  # fmt: skip
ON_BOTH_RUNGS = (
    "sys_exit_import", "recursion_segv", "read_parent_mem", "steal_sys_modules", "plant_modules", "fork_return_twice",
    "daemon_double_fork", "global_state_leak", "litter_shm",
)  # fmt: skip
HEADER = re.compile(rb"# EXPECT: (\w+)(?: ([\w,]+))?")
STATUSES = {  # which status a header's words allow
    "timeout": {"timeout"}, "crash": {"crashed"}, "error": {"error"}, "wrong": {"failed"}, "shape": {"failed"},
    "type": {"failed"}, "memory": {"memory"}, "protocol": {"error"}, "nondeterministic": {"failed"},
    "refused": {"error"},
}  # fmt: skip
needs_files = pytest.mark.skipif(not HOSTILE.is_dir(), reason=f"{HOSTILE} is not beside this repository")

# Looks for the reference in every way that student code could think of, and tells by its answer what it found.
SEEKER = """
import importlib, os, sys

COURSE, REPOSITORY, BANK = {course!r}, {repository!r}, {bank!r}
FILES = ("course.toml", "reference/convolution.py", "tests/exercises/test_convolution.py", ".convkit", "conftest.py")
PARENTS = ["/proc/%d/%s" % (pid, where) for pid in (1, os.getpid(), os.getppid()) for where in ("cwd", "root")]
PLACES = ["/", ".", "..", os.getcwd(), "/kit", "/work", "/root", "/home", "/tmp", "/mnt", "/opt", "/srv", "/var/tmp",
          "/dev/shm", os.path.expanduser("~"), *sys.path, *PARENTS]
PRUNED = ("proc", "sys", "lib", "lib64", "usr", "dist-packages", "site-packages", "python3")
NAMES = ("reference", "reference.convolution", "convkit_checks", "convkit_checks.test_convolution", "strategies",
         "tests", "test_convolution", "conftest", "grader.bank", "grader.checks", "grader.judging.grade",
         "grader.judging.drawing", "grader.submission.direct", "grader.submission.isolated")


def attempts():
    for home in (COURSE, REPOSITORY):
        yield "list " + home, lambda: os.listdir(home)
        for name in FILES:
            yield "open " + name, lambda: open(os.path.join(home, name), "rb").read()
            yield "link to " + name, lambda: os.readlink(os.path.join(home, name))
    yield "open the bank", lambda: open(BANK, "rb").read()
    for name in NAMES:
        yield "import " + name, lambda: importlib.import_module(name)
    for place in PLACES:
        yield "walk " + place, lambda: walk(place)
    for module in list(sys.modules.values()):
        file = str(getattr(module, "__file__", None) or "")
        if "/site-packages/" in file or file.startswith(REPOSITORY + "/grader/"):
            continue
        if file.startswith((COURSE, REPOSITORY)):
            yield "see the module " + file, lambda: file
    for key, value in os.environ.items():
        if COURSE in value or REPOSITORY in value:
            yield "see the variable " + key, lambda: value
    for pid in filter(str.isdigit, list_of("/proc")):
        if int(pid) != os.getpid():
            yield "read the environment of a process", lambda: open("/proc/%s/environ" % pid, "rb").read() or None
            yield "read the memory of a process", lambda: open("/proc/%s/mem" % pid, "rb").fileno()
    for number in range(64):
        if number > 2 and os.path.islink("/proc/self/fd/%d" % number):
            yield "name a descriptor", lambda: os.readlink("/proc/self/fd/%d" % number).startswith(COURSE) or None


def list_of(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def walk(top):
    depth = top.rstrip("/").count("/")
    for here, folders, files in os.walk(top):
        folders[:] = [f for f in folders if f not in PRUNED and here.count("/") - depth < 4][:200]
        if "course.toml" in files or "test_convolution.py" in files or (here.endswith("/reference") and files):
            return here
        if any(file.endswith(".bank") for file in files):
            return here


def look():
    tried, found = 0, []
    for name, attempt in attempts():
        tried += 1
        try:
            if attempt() is not None:
                found.append(name)
        except BaseException:
            pass
    return tried, found


def conv_2d(*arguments, **options):
    tried, found = look()
    raise RuntimeError("tried %d ways, found: %s" % (tried, "; ".join(sorted(set(found))) or "nothing"))
"""

# The worker belongs to the student, our own code in it too: what it says about itself may be forged.
WORKER = "\nimport sys\nworker = sys.modules['grader.submission.worker']\nwire = worker.wire\n"
STATE = "worker._statement = lambda model: {0}\nworker.recipes.Linear.report = lambda self: {0}\n"
FORGED = {
    "says_nothing": STATE.format("{}"),
    "says_a_list": STATE.format("[1, 2]"),
    "says_strange_kinds": STATE.format(
        "{key: [None] for key in ('convolutions', 'without_gradient', 'not_finite', 'parameters', 'multiply_adds', "
        "'opaque', 'sizes', 'graphs', 'ids', 'logits', 'stale_gradients', 'training', 'batches')}"
    ),
    "says_impossible_numbers": STATE.format(
        "{'convolutions': 10**400, 'without_gradient': [], 'not_finite': [], 'parameters': float('nan'), "
        "'multiply_adds': -1, 'opaque': False, 'sizes': [-5, 10**9], 'graphs': [True, True], "
        "'ids': [float('inf')] * 4, "
        "'logits': [], 'stale_gradients': False, 'training': True, 'batches': 0}"
    ),
    "hands_out_strange_handles": "worker.Handle = lambda number: wire.Handle(number + 7)\n",
    "sends_arrays_without_entries": "wire._Describer._array = lambda self, kind, array: "
    "wire.Array(kind, 'float32', array.shape)\n",
    "sends_two_answers": "import os\n_pack = wire.pack\nwire.pack = lambda message: _pack(message) * 2\n",
    "sends_noise": "wire.pack = lambda message: b'not a frame at all, but long enough for a prefix'\n",
    "sends_a_strange_kind": "worker.Desk.answer = lambda self, request: wire.Hello(('x',), 1)\n",
    "sends_a_strange_tree": "worker.Desk.answer = lambda self, request: wire.Returned("
    "wire.Items('list', (wire.Record({'a': wire.Handle(3)}), wire.Recipe('linear'))))\n",
    "sends_escapes": "worker.Desk.answer = lambda self, request: wire.Raised("
    "'Evil\\x1b[2J', ('ValueError',), '\\x1b[31mred\\u202e', (wire.Frame('f\\x1b[1m', 1, 'g\\x07', 'h\\u202e'),), "
    "'' if request.operation == 'call' else 'cnn\\x1b[0m')\n",
    "claims_to_lack_everything": "worker.Desk.answer = lambda self, request: wire.Absent('there\\x1b[2J is nothing')\n",
}


@dataclass(frozen=True)
class Run:
    """A batch of hostile submissions, with what was there before and after it."""

    batch: Batch
    left_running: list[str]
    left_in_temporary: list[str]
    left_at_home: list[str]
    left_in_memory: set[str]
    left_beside: list[str]
    course_changed: bool
    submissions_changed: bool


def watched(folder: Path, submissions: list[Path], place: Path, *options: object) -> Run:
    """Grade hostile submissions and look for what they left behind, wherever they could have left it."""
    out, temporary, home = place / "out", place / "tmp", place / "home"
    temporary.mkdir()
    home.mkdir()
    listing = sorted(file.name for file in place.parent.iterdir())
    before = [batches.tree_digest(path) for path in (folder, *submissions)]
    memory = batches.shared_memory()
    with batches.adopting_orphans():
        env = {"TMPDIR": str(temporary), "HOME": str(home)}
        batch = batches.grade(folder, submissions, out, "--budget", "none", *options, env=env)
        batches.settle(lambda: not batches.living_children())
        running = batches.living_children()
    after = [batches.tree_digest(path) for path in (folder, *submissions)]
    return Run(
        batch,
        running,
        [str(file) for file in temporary.rglob("*") if "pytest-of" not in file.name],
        [str(file) for file in home.rglob("*")],
        batches.shared_memory() - memory,
        sorted({file.name for file in place.parent.iterdir()} - set(listing)),
        before[0] != after[0],
        before[1:] != after[1:],
    )


def stage(folder: Path, names: tuple[str, ...]) -> list[Path]:
    for name in names:
        shutil.copytree(HOSTILE / name, folder / name)
    return [folder / name for name in names]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = {module: solved(module) for module in ("convolution", "cnn")}
    return hand_in(tmp_path_factory.mktemp("honest") / "honest", **whole)


@pytest.fixture(scope="module")
def alone(isolated: str, honest: Path, brisk_folder: Path, bank_file: Path, space: Path) -> Batch:
    """Grade the honest submission alone."""
    out = batches.fresh(space, "alone")
    return batches.grade(brisk_folder, [honest], out, "--only", "conv_2d", "--budget", "none", "--bank", bank_file)


def seeker(folder: Path, course: Path, bank: Path) -> Path:
    source = SEEKER
    for name, value in (("course", course), ("repository", ROOT), ("bank", bank)):
        source = source.replace(f"{{{name}!r}}", repr(str(value)))
    return hand_in(folder / "seeker", convolution=source)


def run_on(
    rung: str, names: tuple[str, ...], honest: Path, course: Path, bank: Path, factory: pytest.TempPathFactory
) -> Run:
    folder = factory.mktemp(f"hostile-{rung}")
    staged = stage(folder / "in", names if HOSTILE.is_dir() else ())
    looking = seeker(folder / "in", course, bank)
    (folder / "work").mkdir()
    options = ("--only", "conv_2d", "--bank", bank, "--rung", rung, "--jobs", 2)
    return watched(course, [*staged, looking, honest], folder / "work", *options)


@pytest.fixture(scope="module")
def on_r1(
    require: Callable[[str], None], honest: Path, brisk_folder: Path, bank_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Run:  # fmt: skip
    require("R1")
    return run_on("R1", NAMES, honest, brisk_folder, bank_file, tmp_path_factory)


@pytest.fixture(scope="module")
def on_r2(
    require: Callable[[str], None], honest: Path, brisk_folder: Path, bank_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Run:  # fmt: skip
    require("R2")
    return run_on("R2", ON_BOTH_RUNGS, honest, brisk_folder, bank_file, tmp_path_factory)


@pytest.fixture(params=["R1", "R2"])
def either(request: pytest.FixtureRequest) -> Run:
    found: Run = request.getfixturevalue(f"on_{request.param.lower()}")
    return found


def as_its_header_says(name: str, exercise: dict[str, Any]) -> None:
    header = HEADER.search((HOSTILE / name / "convolution.py").read_bytes().replace(b"\0", b""))
    want, words = (part.decode() if part else "" for part in header.groups()) if header else ("0", "")
    if want == "full":
        assert is_full(exercise), exercise["message"]
        return
    assert exercise["status"] not in ("passed", "skipped", "kit_error"), exercise
    assert exercise["score"] <= 4, "more than for zeros of the right shape"
    assert exercise["message"].strip(), "no reason is told"
    allowed = set().union(*(STATUSES[word] for word in words.split(",") if word)) | {"failed"}
    assert exercise["status"] in allowed, (exercise["status"], exercise["message"], words)


@needs_files
@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_submission_gets_what_its_header_says(name: str, on_r1: Run) -> None:
    as_its_header_says(name, on_r1.batch.exercise(name, "conv_2d"))


@needs_files
@pytest.mark.parametrize("name", ON_BOTH_RUNGS)
def test_without_namespaces_it_gets_the_same(name: str, on_r2: Run) -> None:
    as_its_header_says(name, on_r2.batch.exercise(name, "conv_2d"))


def test_the_batch_is_graded_to_its_end(either: Run) -> None:
    assert either.batch.done.returncode == 0, either.batch.text
    assert "Traceback" not in either.batch.text
    assert "NOT JUDGED" not in either.batch.text


def test_an_honest_submission_among_hostile_ones_is_graded_as_if_it_were_alone(
    either: Run, alone: Batch, honest: Path
) -> None:
    assert is_full(alone.exercise(honest.name, "conv_2d"))
    assert either.batch.raw(honest.name) == alone.raw(honest.name)


def test_no_process_outlives_the_command(either: Run) -> None:
    assert either.left_running == []


def test_nothing_is_left_in_temporary_folders_or_shared_memory(either: Run) -> None:
    assert either.left_in_temporary == []
    assert either.left_in_memory == set()


def test_nothing_outside_the_folder_of_results_is_changed(either: Run) -> None:
    assert not either.course_changed
    assert not either.submissions_changed
    assert either.left_at_home == []
    assert either.left_beside == []
    names = {file.name for file in either.batch.out.rglob("*") if file.is_file()}
    assert names == {"results.json", "provenance.json", "gradebook.csv"}


@needs_files
def test_what_only_prints_or_is_slow_by_nature_hits_no_limit(on_r1: Run) -> None:
    for name in ("ok_prints_a_lot", "global_state_leak", "src_bom"):
        assert on_r1.batch.report(name)["marks"] == []
    for name in ("import_time_loop", "stdout_flood"):
        if on_r1.batch.exercise(name, "conv_2d")["status"] in LIMITS:
            assert "limit hit" in on_r1.batch.report(name)["marks"]


# Looking for the reference


def test_a_submission_that_looks_for_the_reference_finds_nothing(either: Run) -> None:
    exercise = either.batch.exercise("seeker", "conv_2d")
    found = re.search(r"tried (\d+) ways, found: (.*)", exercise["message"])
    assert found, exercise["message"]
    assert int(found[1]) > 60
    assert found[2] == "nothing"


def test_the_same_search_finds_the_reference_where_nothing_is_isolated(
    brisk_folder: Path, bank_file: Path, tmp_path: Path
) -> None:
    looking = seeker(tmp_path, brisk_folder, bank_file)
    done = subprocess.run(
        [sys.executable, "-c", "import convolution; print(convolution.look())"],
        cwd=looking,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in ("open reference/convolution.py", "open the bank", "import grader.bank", "list ", "open course.toml"):
        assert name in done.stdout, done.stdout


# Forged answers


@pytest.fixture(scope="module")
def forged(
    isolated: str, honest: Path, brisk_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Batch:
    folder = tmp_path_factory.mktemp("forged")
    everyone = [hand_in(folder / "in" / name, cnn=solved("cnn") + WORKER + lines) for name, lines in FORGED.items()]
    options = ("--only", "CNN,train", "--budget", "none", "--bank", bank_file)
    return batches.grade(brisk_folder, [*everyone, honest], folder / "out", *options)


def test_a_batch_with_forged_answers_is_graded_to_its_end(forged: Batch, honest: Path) -> None:
    assert "Traceback" not in forged.text
    assert {file.parent.name for file in forged.out.glob("*/results.json")} == {*FORGED, honest.name}
    assert is_full(forged.exercise(honest.name, "CNN"))
    assert is_full(forged.exercise(honest.name, "train"))
    assert forged.done.returncode == 0, "a submission decides that the kit is at fault"


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_answer_is_the_submissions_own_fault_and_stays_in_the_maximum(
    name: str, forged: Batch, honest: Path
) -> None:
    report = forged.report(name)
    assert report["max_score"] == forged.report(honest.name)["max_score"]
    for exercise in report["exercises"]:
        assert exercise["status"] in ("failed", "error", "timeout", "crashed", "missing"), exercise["message"]


@pytest.mark.parametrize("name", FORGED)
def test_no_text_of_a_forged_answer_can_steer_a_terminal(name: str, forged: Batch) -> None:
    text = str(forged.report(name)["exercises"])  # as the parser of JSON gives it back
    shown = [value for exercise in forged.report(name)["exercises"] for value in strings(exercise)]
    assert all(c.isprintable() or c in "\n\t" for value in shown for c in value), text


def strings(thing: Any) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    parts = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    return [text for part in parts for text in strings(part)]
