"""A worker has only the parts of the kit that it uses, and none that grade."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import ROOT

from grader import course
from grader.asking.isolated import Isolated
from grader.sandbox.command import KIT_MODULES, Supplies
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.processes import ZygoteProcess
from grader.values import Request, Returned

SPY = """
import json, os, sys

def output_size(*arguments, **options):
    return json.dumps({
        "modules": sorted(sys.modules),
        "environment": sorted(os.environ.items()),
        "arguments": sys.argv,
        "path": sys.path,
        "descriptors": sum(_is_open(n) for n in range(256)),
        "threads": __import__("torch").get_num_threads(),
    }).encode().hex()

def _is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True

def conv_2d(part):
    text = output_size()
    return text[1900 * part : 1900 * (part + 1)]
"""


@pytest.fixture(scope="module", params=["R1", "R2"])
def seen(request: pytest.FixtureRequest, require: Callable[[str], None]) -> Iterator[dict[str, object]]:
    """Return a submission's view of its process, read in pieces, since texts are truncated."""
    require(request.param)
    catalogue = course.load(ROOT)
    zygote = ZygoteProcess(
        IsolationLevel(request.param),
        Supplies(catalogue.worker.packages, catalogue.worker.preload, catalogue.worker.recipes),
    )
    try:
        worker = Isolated(zygote, {"convolution.py": SPY.encode()}, catalogue.functions, catalogue.limits)
        parts: list[str] = []
        while not parts or parts[-1]:
            outcome = worker.ask(Request("call", "conv_2d", (len(parts),)))
            assert isinstance(outcome, Returned), outcome
            assert isinstance(outcome.value, str)
            parts.append(outcome.value)
        worker.close()
    finally:
        zygote.close()
    yield json.loads(bytes.fromhex("".join(parts)))


def modules(seen: dict[str, object]) -> set[str]:
    found = seen["modules"]
    assert isinstance(found, list)
    return set(found)


def test_a_worker_has_imported_of_ours_what_it_needs_and_nothing_else(seen: dict[str, object]) -> None:
    ours = {name for name in modules(seen) if name.split(".")[0] == "grader"}
    assert ours <= {*KIT_MODULES, "grader.tutorial", "grader.tutorial.recipes"}
    assert "grader.worker.answering" in ours, "the list is empty because of the test"


@pytest.mark.parametrize(
    "name", ["pytest", "_pytest", "hypothesis", "click", "rich", "reference", "tests", "strategies"]
)
def test_a_worker_has_nothing_of_the_machinery_that_judges(name: str, seen: dict[str, object]) -> None:
    assert name not in {module.split(".")[0] for module in modules(seen)}
    assert "torch" in modules(seen)


def test_what_is_preloaded_is_there(seen: dict[str, object]) -> None:
    assert set(course.load(ROOT).worker.preload) <= modules(seen)


def test_a_worker_learns_no_path_of_the_course(seen: dict[str, object]) -> None:
    told = json.dumps([seen["environment"], seen["arguments"], seen["path"]])
    told = told.replace(sys.prefix, "")  # a virtual environment may be in the course folder
    assert str(ROOT) not in told
    assert str(Path.cwd()) not in told or Path.cwd() == Path("/")
    assert "SECRET" not in told


def test_a_worker_has_open_only_its_socket_and_the_standard_files(seen: dict[str, object]) -> None:
    assert isinstance(seen["descriptors"], int)
    assert 4 <= seen["descriptors"] <= 6, "stdin, stdout, stderr, the judge, the sealed images, the ruleset"


def test_a_worker_calculates_on_one_thread(seen: dict[str, object]) -> None:
    assert seen["threads"] == 1
    assert sys.modules.get("reference") is None
