"""`grader release --check` proves what a release promises, and finds what breaks a promise."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from support import GRADER, run
from tiny_release import Released

from grader import cli, course, results
from grader.asking import frames
from grader.cases import bank
from grader.cases.bank import Bank
from grader.cases.keys import Keys
from grader.releasing import answers, proof, traces
from grader.releasing.content import Contents, contents
from grader.releasing.proof import Claim


def test_every_promise_of_a_release_holds(released: Released) -> None:
    done = run(GRADER, "release", released.folder, "--check", cwd=released.course)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 10
    assert all(line.startswith("✓ ") for line in lines), done.stdout
    for part in ("All stubs are not started", "solutions get all points", "No case was drawn", "release's wheel"):
        assert part in done.stdout


# What breaks a promise


def test_a_claim_that_does_not_hold_is_shown_and_ends_the_command_with_1(
    released: Released, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [Claim("One holds."), Claim("One does not.", tuple(map(str, range(12))))]
    monkeypatch.setattr(proof, "claims", lambda *_arguments: claims)
    options = ["release", str(released.folder), "--check", "--course", str(released.course)]
    done = CliRunner().invoke(cli.main, options)
    assert done.exit_code == 1, done.output


def test_stubs_that_are_solved_and_solutions_that_fail_are_no_release() -> None:
    """A report of a run in the fresh environment decides; without one, its last line is the problem."""
    done = results.CheckResult("test_it", "It", "passed", 2, 2)
    failed = results.CheckResult("test_other", "Other", "failed", 0, 1, "wrong value\nf(1)")
    exercises = [results.exercise_result(i, i, "m", False, [c]) for i, c in (("solved", done), ("wrong", failed))]
    report = results.report("student", exercises, digest="", facts={}, marks=())
    assert proof.unlike(report, proof.is_untouched) == [
        "solved: passed, 2 of 2 points: ",
        "wrong: failed, 0 of 1 points: wrong value",
    ]
    assert proof.unlike(report, proof.is_full) == ["wrong: failed, 0 of 1 points: wrong value"]
    assert proof.unlike("no module named grader", proof.is_full) == ["no module named grader"]


@pytest.fixture(scope="module")
def made(released: Released) -> Contents:
    catalogue = course.load(released.course)
    return contents(catalogue, Keys.of(catalogue))


def problems_in(released: Released, folder: Path, made: Contents) -> str:
    """Return what contradicts the claims about the files of a release."""
    found = []
    for claim in proof.claims(course.load(released.course), folder, made, folder / "unused", "none"):
        if claim.text.startswith("The kit"):
            break
        found += [f"{claim.text} {problem}" for problem in claim.problems]
    return "\n".join(found)


@pytest.fixture
def without_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examine files only: nothing is run."""

    class NoEnvironment:
        scratch = Path("/")

        def kit(self) -> str:
            return ""

        def __init__(self, *_arguments: object) -> None: ...

    monkeypatch.setattr(proof, "Fresh", NoEnvironment)


def append(name: str, text: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        file = folder / name
        file.write_text((file.read_text() if file.exists() else "") + text)

    return damage


def other_seed(folder: Path) -> None:
    (file,) = (folder / "bank").glob("double-*.cases")
    part = frames.unpack(bank.unpack(file.read_bytes(), ""), bank.Part)
    file.write_bytes(bank.pack(msgspec.msgpack.encode(msgspec.structs.replace(part, secret="0" * 64))))


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (append("reference/sums.py", "x = 1"), "or folder of solutions. reference/sums.py"),
        (
            append("student/__pycache__/sums.cpython-311.pyc", "x"),
            "byte-code, images, labels, weights or folder of solutions. student/__",
        ),
        (append(".git/HEAD", "ref"), "weights or folder of solutions. .git/HEAD"),
        (append("MNIST/raw/t10k-labels-idx1-ubyte", "x"), "folder of solutions. MNIST/raw/t10k-labels-idx1-ubyte"),
        (append("secret.bank", "x"), "and nothing else. secret.bank: is no file of the release"),
        (append("course.toml", "[audit]\nmost_degenerate = 1\n"), "no levers for instructors. course.toml: [audit]"),
        (append("README.md", "\n"), "byte by byte, and nothing else. README.md: has other bytes"),
        (lambda folder: (folder / "pytest.ini").unlink(), "and nothing else. pytest.ini: is missing"),
        (other_seed, "nothing of a secret seed. bank/double-"),
        (
            append("README.md", "product_of_both = n * n; if product_of_both < 0: raise ValueError"),
            "",  # a statement and the beginning of another one
        ),
        (
            append(
                "student/more.py",
                "\n\ndef f(n):\n    moved_by_one_place = (n << 1)  # so\n\n    return moved_by_one_place\n",
            ),
            "are in a file. student/more.py: has code of shifted in reference/accepted/double.py",
        ),
        (
            append(
                "tests/exercises/test_more.py",
                "\n\ndef f(n):\n    moved_by_one_place = n << 1\n    return moved_by_one_place\n",
            ),
            "or a function that answers an exercise. tests/exercises/test_more.py: has code of shifted",
        ),
    ],
)
def test_a_broken_promise_is_found(
    damage: Callable[[Path], None],
    found: str,
    released: Released,
    made: Contents,
    tmp_path: Path,
    without_environment: None,
) -> None:
    folder = released.copy(tmp_path / "handout")
    for name in ("reference", "student/__pycache__", ".git", "MNIST/raw"):
        (folder / name).mkdir(exist_ok=True, parents=True)
    damage(folder)
    if found:
        assert found in problems_in(released, folder, made)
    else:
        assert "has code of" not in problems_in(released, folder, made)


def test_a_function_of_a_check_file_that_answers_an_exercise_is_found(released: Released) -> None:
    catalogue = course.load(released.course)
    keys = Keys.of(catalogue)
    loaded: Bank = bank.load(bank.own_folder(catalogue), keys)
    assert answers.given_away(catalogue, keys, loaded) == []
    scope = keys.checks["double"][0].body.__globals__
    source = "def twice(n):\n    return 2 * n\n\n\ndef thrice(n):\n    return 3 * n\n\n\ndef wrong(n):\n    return n\n"
    exec(compile(source, str(catalogue.checks_folder / "test_sums.py"), "exec"), scope)  # noqa: S102
    found = [line.rpartition("/")[2] for line in answers.given_away(catalogue, keys, loaded)]
    assert found == ["test_sums.py: twice answers double", "test_sums.py: thrice answers triple"]


SOLUTION = '''
def f(image):
    """A docstring."""
    first = image.mean(axis=2)
    if first.size:
        second = first * 255
        third = second.astype("float32")
    return first
'''


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", "x = 1\nsecond = (first*255)  # a comment\n\nthird = second.astype('float32')\n"),
        ("a.md", '```python\n    second = first * 255\n    third = second.astype("float32")\n```\n'),
        (
            "a.ipynb",
            json.dumps({"cells": [{"source": ["second = first * 255\n", 'third = second.astype("float32")']}]}),
        ),
        (
            "a.ipynb",
            json.dumps({"cells": [{"outputs": [{"text": "second = first * 255\nthird = second.astype('float32')"}]}]}),
        ),
        ("a.cases", "second = first * 255\nthird = second.astype('float32')"),
    ],
)
def test_two_statements_are_found_however_they_are_written(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "f.py").write_text(SOLUTION)
    wanted = traces.traces([tmp_path / "f.py"], tmp_path)
    raw = (
        bank.HEAD + zlib.compress(msgspec.msgpack.encode({"a": [text.encode()]})) if "cases" in name else text.encode()
    )
    assert traces.found_in({name: raw}, wanted) == [f"{name}: has code of f in f.py"]


def test_one_statement_and_short_code_are_no_traces(tmp_path: Path) -> None:
    (tmp_path / "f.py").write_text(SOLUTION + "\n\ndef g(n):\n    return n\n")
    wanted = traces.traces([tmp_path / "f.py"], tmp_path)
    assert {trace.origin for trace in wanted} == {"f in f.py"}
    one = b"third = second.astype('float32')\nfirst = image.mean(axis=2)\nreturn n\n"
    assert traces.found_in({"a.py": one, "b.md": one}, wanted) == []
