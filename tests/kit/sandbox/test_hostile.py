"""Hostile submissions get the expected results, affect no other, read nothing and leave nothing behind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ordinary_user
import pytest
import support
from support import HOSTILE, LIMITS, ROOT, THOROUGH, Batch, hand_in, is_full, solved

A_DOZEN = (
    "import_time_loop", "sys_exit_import", "recursion_segv", "read_parent_mem", "steal_sys_modules", "plant_modules",
    "fork_return_twice", "daemon_double_fork", "litter_shm", "tamper_harness", "zero_inputs", "late_mutation",
    "cache_by_id", "global_state_leak", "src_bom",
)  # fmt: skip
HONEST = ("honest_first", "honest_between", "honest_last")
ARCHIVES = {  # expected status of submissions whose archive is the attack
    "bomb_flat.zip": "larger than 1 MB", "not_a_zip.zip": "damaged", "shadow_torch.zip": "",
    "slip_dotdot.zip": "unsafe", "symlink_member.zip": "a link", "tar_links.tar": "unsafe",
    "two_of_same_name.zip": "twice",
}  # fmt: skip
SHADOWS = ("torch.py", "numpy.py", "random.py", "struct.py", "conftest.py", "sitecustomize.py", "pytest.ini", "x.pth")
HEADER = re.compile(rb"# EXPECT: (\w+)(?: ([\w,]+))?")
STATUSES = {  # the statuses that a header allows
    "timeout": {"timeout"}, "crash": {"crashed"}, "error": {"error"}, "wrong": {"failed"}, "shape": {"failed"},
    "type": {"failed", "missing"}, "memory": {"memory"}, "protocol": {"error"}, "nondeterministic": {"failed"},
    "refused": {"error"}, "layout": {"failed"},
}  # fmt: skip

# Searches for the reference in every way that student code could, and reports what it found in its answer.
SEEKER = """
import importlib, os, sys

COURSE, REPOSITORY, BANK = {course!r}, {repository!r}, {bank!r}
FILES = ("course.toml", "reference/convolution.py", "tests/exercises/test_convolution.py", ".convkit", "conftest.py")
PARENTS = ["/proc/%d/%s" % (pid, where) for pid in (1, os.getpid(), os.getppid()) for where in ("cwd", "root")]
PLACES = ["/", ".", "..", os.getcwd(), "/kit", "/work", "/root", "/home", "/tmp", "/mnt", "/opt", "/srv", "/var/tmp",
          "/dev/shm", os.path.expanduser("~"), *sys.path, *PARENTS]
PRUNED = ("proc", "sys", "lib", "lib64", "usr", "dist-packages", "site-packages", "python3")
NAMES = ("reference", "reference.convolution", "convkit_checks", "convkit_checks.test_convolution", "strategies",
         "tests", "test_convolution", "conftest", "grader.cases.bank", "grader.checks", "grader.grading.judge",
         "grader.cases.drawing", "grader.asking.direct", "grader.asking.isolated")


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

# Student code controls the worker, including the kit's code in it, so its replies may be forged.
WORKER = """
import sys
from grader.values import Absent, Array, Frame, Handle, Items, Raised, Recipe, Record, Returned
from grader.worker import answering
from grader import values
from grader.asking import frames
from grader.tutorial import recipes
"""
STATE = "import numpy as np\nrecipes.describe = lambda thing: {0}\n"
BY_KIND = "({diary} if isinstance(thing, recipes.Linear) else {facts})"
FORGED = {
    "says_nothing": STATE.format("{}"),
    "says_a_list": STATE.format("[1, 2]"),
    "says_strange_kinds": STATE.format(
        BY_KIND.format(
            facts="{key: [None] for key in "
            "('convolutions', 'without_gradient', 'not_finite', 'parameters', 'multiply_adds')}",
            diary="{key: [None] for key in ('sizes', 'graphs', 'ids', 'logits', 'passes', 'gradients')}",
        )
    ),
    "says_impossible_numbers": STATE.format(
        BY_KIND.format(
            facts="{'convolutions': 10**400, 'without_gradient': [], 'not_finite': [], 'parameters': float('nan'), "
            "'multiply_adds': -1}",
            diary="{'sizes': [-5, 10**9], 'graphs': [True, True], 'ids': np.zeros(4), 'logits': np.zeros((4, 10)), "
            "'passes': [10**9], 'gradients': np.zeros((1, 784))}",
        )
    ),
    "notes_what_is_not_finite": STATE.format(
        BY_KIND.format(
            facts="{'convolutions': 2, 'without_gradient': [], 'not_finite': [], 'parameters': 9, "
            "'multiply_adds': 9**20}",
            diary="{'sizes': [2, 2], 'graphs': [True, True], 'ids': np.array([np.nan, np.inf, -np.inf, 1e300]), "
            "'logits': np.full((4, 3), np.nan), 'passes': [1, 2], 'gradients': np.full((2, 5), np.inf)}",
        )
    ),
    "hands_out_strange_handles": "answering.Handle = lambda number: Handle(number + 7)\n",
    "sends_arrays_without_entries": "values._Describer._array = lambda self, kind, array: "
    "Array(kind, 'float32', array.shape)\n",
    "sends_two_answers": "import os\n_pack = frames.pack\nframes.pack = lambda message: _pack(message) * 2\n",
    "sends_noise": "frames.pack = lambda message: b'not a frame at all, but long enough for a prefix'\n",
    "sends_a_strange_kind": "answering.Answerer.answer = lambda self, request: frames.Hello(('x',), 1)\n",
    "sends_a_strange_tree": "answering.Answerer.answer = lambda self, request: Returned("
    "Items('list', (Record({'a': Handle(3)}), Recipe('linear'))))\n",
    "sends_escapes": "answering.Answerer.answer = lambda self, request: Raised("
    "'Evil\\x1b[2J', ('ValueError',), '\\x1b[31mred\\u202e', (Frame('f\\x1b[1m', 1, 'g\\x07', 'h\\u202e'),), "
    "'' if request.operation == 'call' else 'cnn\\x1b[0m')\n",
    "claims_to_lack_everything": "answering.Answerer.answer = lambda self, request: Absent('no\\x1b[2J file')\n",
}


@dataclass(frozen=True)
class Run:
    """A batch of hostile submissions, with the state of the machine before and after it."""

    batch: Batch
    left_running: dict[int, str]
    left_in_temporary: list[str]
    left_at_home: list[str]
    left_in_memory: set[str]
    left_in_kernel: bool
    left_beside: list[str]
    course_changed: bool
    submissions_changed: bool


def watched(folder: Path, submissions: list[Path], place: Path, *options: object, opened: Sequence[Path] = ()) -> Run:
    """Grade hostile submissions and search for anything they left behind."""
    out, temporary, home = place / "out", place / "tmp", place / "home"
    for made in (place, out, temporary, home):
        made.mkdir(exist_ok=True)
        os.chown(made, *((ordinary_user.NOBODY,) * 2 if opened else (-1, -1)))
    listing = sorted(file.name for file in place.parent.iterdir())
    before = [support.tree_digest(path) for path in (folder, *submissions)]
    memory, objects = support.shared_memory(), support.kernel_objects()
    with support.adopting_orphans():
        env = {"TMPDIR": str(temporary), "HOME": str(home)}
        batch = support.grade(folder, submissions, out, "--budget", "none", *options, env=env, opened=opened)
        support.settle(lambda: not support.living_children())
        running = support.living_children()
    after = [support.tree_digest(path) for path in (folder, *submissions)]
    return Run(
        batch,
        running,
        [str(file) for file in temporary.rglob("*") if "pytest-of" not in file.name],
        [str(file) for file in home.rglob("*")],
        support.shared_memory() - memory,
        support.kernel_objects() != objects,
        sorted({file.name for file in place.parent.iterdir()} - set(listing)),
        before[0] != after[0],
        before[1:] != after[1:],
    )


@pytest.fixture(scope="module")
def names() -> tuple[str, ...]:
    every = tuple(sorted(folder.parent.name for folder in HOSTILE.glob("*/convolution.py")))
    return every if THOROUGH else A_DOZEN


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    whole = {module: solved(module) for module in ("convolution", "cnn")}
    folder = tmp_path_factory.mktemp("honest")
    return [hand_in(folder / name, **whole) for name in HONEST]


@pytest.fixture(scope="module")
def alone(isolated: str, honest: list[Path], brisk_folder: Path, bank_file: Path, space: Path) -> Batch:
    """Grade the honest submissions alone."""
    out = support.fresh(space, "alone")
    return support.grade(brisk_folder, honest, out, "--only", "conv_2d", "--budget", "none", "--bank", bank_file)


def seeker(folder: Path, course: Path, bank: Path) -> Path:
    source = SEEKER
    for name, value in (("course", course), ("repository", ROOT), ("bank", bank)):
        source = source.replace(f"{{{name}!r}}", repr(str(value)))
    return hand_in(folder / "seeker", convolution=source)


# The other tests grade at R1 as root.
LEVELS = ["R1 as an ordinary user", "R2 as root"]
MORE_LEVELS = ["R1 as root", "R2 as an ordinary user"]


@pytest.fixture(scope="module", params=LEVELS + MORE_LEVELS if THOROUGH else LEVELS)
def found(
    request: pytest.FixtureRequest, require: Callable[[str], None], names: tuple[str, ...], honest: list[Path],
    brisk_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory,
) -> Run:  # fmt: skip
    """Grade hostile and honest submissions at one isolation level, as root or as an ordinary user."""
    level, _, user = request.param.partition(" as ")
    require(level)
    opened: tuple[Path, ...] = ()
    folder = tmp_path_factory.mktemp("hostile")
    folder.chmod(0o755)
    if user == "root" and os.getuid() != 0:
        pytest.skip("only root can grade as root")
    if user != "root" and os.getuid() == 0:
        opened = (Path(sys.prefix), Path(sys.base_prefix), ROOT, folder, brisk_folder)
        if reason := ordinary_user.refusal(*opened):
            pytest.skip(f"root cannot become an ordinary user here: {reason}")
    staged = [shutil.copytree(HOSTILE / name, folder / "in" / name) for name in names]
    staged += [Path(shutil.copy(HOSTILE / "archives" / name, folder / "in")) for name in ARCHIVES if names]
    half = len(staged) // 2
    mixed = [honest[0], *staged[:half], honest[1], *staged[half:], seeker(folder / "in", brisk_folder, bank_file)]
    bank = shutil.copy(bank_file, folder)
    options = ("--only", "conv_2d", "--bank", bank, "--isolation", level, "--jobs", 2)
    copies = [shutil.copytree(path, folder / "in" / path.name) if path in honest else path for path in mixed]
    last = shutil.copytree(honest[2], folder / "in" / HONEST[2])
    return watched(brisk_folder, [*copies, last], folder / "work", *options, opened=opened)


def as_its_header_says(name: str, exercise: dict[str, Any]) -> None:
    header = HEADER.search((HOSTILE / name / "convolution.py").read_bytes().replace(b"\0", b""))
    want, words = (part.decode() if part else "" for part in header.groups()) if header else ("0", "")
    assert exercise["status"] not in ("skipped", "kit_error"), exercise
    if want == "full":
        assert is_full(exercise), exercise["message"]
        return
    if want == "policy" and name != "mutates_inputs":
        return
    assert exercise["status"] != "passed", exercise
    assert exercise["message"].strip(), "no reason is told"
    if want == "policy":
        return
    assert exercise["score"] <= 4, "more than for zeros of the right shape"
    allowed = set().union(*(STATUSES[word] for word in words.split(",") if word)) | {"failed"}
    assert exercise["status"] in allowed, (exercise["status"], exercise["message"], words)


def test_a_hostile_submission_gets_what_its_header_says(
    names: tuple[str, ...], found: Run, subtests: pytest.Subtests
) -> None:
    for name in names:
        with subtests.test(name):
            as_its_header_says(name, found.batch.exercise(name, "conv_2d"))


def test_a_hostile_archive_is_refused_with_its_reason_or_read_without_its_traps(found: Run) -> None:
    for file, reason in ARCHIVES.items():
        report = found.batch.report(Path(file).stem)
        told = "\n".join([*report.get("notes", ()), *(e.get("message", "") for e in report["exercises"])])
        assert reason in told
        assert is_full(report["exercises"][0]) == (not reason), (file, told)
    notes = "\n".join(found.batch.report("shadow_torch")["notes"])
    for name in SHADOWS:
        assert f"{name}: " in notes


def test_the_batch_is_graded_to_its_end(found: Run) -> None:
    assert found.batch.done.returncode == 0, found.batch.text
    assert "Traceback" not in found.batch.text
    assert "NOT GRADED" not in found.batch.text


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_submission_among_hostile_ones_is_graded_as_if_it_were_alone(
    name: str, found: Run, alone: Batch
) -> None:
    assert is_full(alone.exercise(name, "conv_2d"))
    assert found.batch.raw(name) == alone.raw(name)


def test_no_process_outlives_the_command(found: Run) -> None:
    assert found.left_running == {}


def test_nothing_is_left_in_temporary_folders_or_shared_memory(found: Run) -> None:
    assert found.left_in_temporary == []
    assert found.left_in_memory == set()
    assert not found.left_in_kernel


def test_nothing_outside_the_folder_of_results_is_changed(found: Run) -> None:
    assert not found.course_changed
    assert not found.submissions_changed
    assert found.left_at_home == []
    assert found.left_beside == []
    files = {file.name for file in found.batch.out.rglob("*") if file.is_file()}
    assert files - {"answers.msgpack"} == {"results.json", "provenance.json", "evidence.npz", "gradebook.csv"}


def test_what_is_slow_by_nature_hits_no_limit(names: tuple[str, ...], found: Run) -> None:
    for name in {"ok_prints_a_lot", "global_state_leak", "src_bom"} & set(names):
        assert found.batch.report(name)["marks"] == []
    for name in {"import_time_loop", "stdout_flood"} & set(names):
        if found.batch.exercise(name, "conv_2d")["status"] in LIMITS:
            assert "limit hit" in found.batch.report(name)["marks"]


# Looking for the reference


def test_a_submission_that_looks_for_the_reference_finds_nothing(found: Run) -> None:
    exercise = found.batch.exercise("seeker", "conv_2d")
    tries = re.search(r"tried (\d+) ways, found: (.*)", exercise["message"])
    assert tries, exercise["message"]
    assert int(tries[1]) > 60
    assert tries[2] == "nothing"


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
    for name in (
        "open reference/convolution.py",
        "open the bank",
        "import grader.cases.bank",
        "list ",
        "open course.toml",
    ):
        assert name in done.stdout, done.stdout


# Forged answers


@pytest.fixture(scope="module")
def forged(
    isolated: str, honest: list[Path], brisk_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Batch:
    folder = tmp_path_factory.mktemp("forged")
    everyone = [hand_in(folder / "in" / name, cnn=solved("cnn") + WORKER + lines) for name, lines in FORGED.items()]
    options = ("--only", "CNN,train", "--budget", "none", "--bank", bank_file)
    return support.grade(brisk_folder, [*everyone, honest[0]], folder / "out", *options)


def test_a_batch_with_forged_answers_is_graded_to_its_end(forged: Batch) -> None:
    assert "Traceback" not in forged.text
    assert {file.parent.name for file in forged.out.glob("*/results.json")} == {*FORGED, HONEST[0]}
    assert is_full(forged.exercise(HONEST[0], "CNN"))
    assert is_full(forged.exercise(HONEST[0], "train"))
    assert forged.done.returncode == 0, "a submission decides that the kit is at fault"


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_answer_is_the_submissions_own_fault_and_stays_in_the_maximum(name: str, forged: Batch) -> None:
    report = forged.report(name)
    assert report["max_score"] == forged.report(HONEST[0])["max_score"]
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
