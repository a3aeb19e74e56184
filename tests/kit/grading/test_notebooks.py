"""Notebooks get the points of the same functions in modules, through the real command in real isolation."""

from __future__ import annotations

import ast
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
import support
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from support import CORPUS, ROOT, Batch, is_full, solved

from grader import course
from grader.notebook import writing

PARITY = (
    *("right/conv_2d-toeplitz", "right/redefined-later", "right/class-namespace", "right/file-crlf"),
    *("right/conv_2d-helper-module", "right/conv_2d_by_hand-gather", "right/CNN-three-convs", "right/stubs-only-conv"),
    *("wrong/conv_2d-circular-padding", "wrong/box_blur-gaussian", "wrong/CNN-softmax-output"),
)
MODULES = course.load(ROOT).modules
EXERCISES = "to_gray,output_size,conv_2d,conv_2d_by_hand,box_blur,gaussian,gaussian2d,CNN,accuracy"
PREAMBLE = """# @title Setup { display-mode: "form" }
%matplotlib inline
!pip install -q torch
from google.colab import drive
import matplotlib.pyplot as plt, cv2
drive.mount("/content/drive")
"""
TRAINING = "import time\nhistory = [time.sleep(100) for _ in range(1000)]\nn = 5 #@param {type: 'slider'}"
FILTERS = """import numpy as np


def used(function):
    return function

class Side:
    def __init__(self, n):
        self.n = n
    def entries(self):
        return self.n ** POWER

if True:
    @used
    def box_blur(n):
        return ONES[:n, :n] / Side(n).entries()
"""
WRONG = """def gaussian(n):
    x = np.linspace(-3, 3, n)

    return x.undefined
"""


def cells_of(source: str) -> list[str]:
    """Split a module before each definition, as a student may do."""
    lines = source.splitlines()
    starts = [0]
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            starts.append(min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1)
    return ["\n".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def notebook_of(*sources: str) -> Any:
    cells = [new_code_cell(PREAMBLE)]
    for source in sources:
        cells += [part for code in cells_of(source) for part in (new_code_cell(code), new_code_cell("plt.show()"))]
    return new_notebook(cells=cells)


def written(path: Path, notebook: Any, version: int = 4) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(nbformat.convert(notebook, version), version=version), encoding="utf-8")
    return path


def as_notebook(folder: Path, target: Path) -> Path:
    """Write the modules of a submission as a notebook, and its helper modules beside it."""
    target.mkdir()
    files = sorted(folder.glob("*.py"))
    for file in files:
        if file.stem not in MODULES:
            shutil.copyfile(file, target / file.name)
    sources = [file.read_text(encoding="utf-8") for file in files if file.stem in MODULES]
    written(target / "lesson.ipynb", notebook_of(*sources))
    return target


def cell_of(*parts: str, **more: object) -> Any:
    return new_code_cell("\n".join(parts), **more)


def odd() -> Any:
    """A notebook with much that is not for the grader."""
    cells = [
        new_markdown_cell("# Filters"),
        cell_of(PREAMBLE, outputs=[nbformat.v4.new_output("display_data", {"image/png": "iVBORw0K" * (27 << 17)})]),
        cell_of("def box_blur(n):", "    raise NotImplementedError('box_blur')"),
        cell_of(FILTERS),
        cell_of("POWER = 2", "ONES = np.ones((50, 50))", "display(box_blur(3))", "box_blur?"),
        cell_of(TRAINING),
        cell_of("%%time", WRONG),
        cell_of("await fetch()", "async with lock:", "    pass"),
        cell_of("if __name__ == '__main__':", "    get_ipython().system('ls')"),
        cell_of("%%bash", "rm -rf /"),
        cell_of("def to_gray(image:", "    return image.mean(axis=2)"),
        cell_of("x = 1 \\"),
        cell_of("def gaussian2d(n):", "    display(n)", "    return np.ones((n, n))"),
    ]
    return new_notebook(cells=cells, metadata={"colab": {"provenance": []}, "widgets": {}})


@pytest.fixture(scope="module")
def graded(isolated: str, course_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Grade all notebooks of this file, and the modules that they are compared with."""
    place = tmp_path_factory.mktemp("notebooks")
    everyone = [Path(shutil.copytree(CORPUS / name, place / name)) for name in PARITY]
    for folder in tuple(everyone):
        everyone.append(as_notebook(folder, place / f"{folder.name}-as-notebook"))
    reference = notebook_of(*(solved(module) for module in MODULES))
    everyone.append(written(place / "reference.ipynb", reference))
    everyone.append(written(place / "old.ipynb", reference, 3))
    with zipfile.ZipFile(place / "packed.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(place / "reference.ipynb", "work/reference.ipynb")
    everyone.append(place / "packed.zip")
    for name, solutions in (("stubs", False), ("solutions", True)):
        (place / f"{name}.ipynb").write_text(writing.render(course.load(ROOT), solutions=solutions))
        everyone.append(place / f"{name}.ipynb")
    everyone.append(written(place / "odd.ipynb", odd()))
    written(place / "both" / "lesson.ipynb", notebook_of(solved("convolution"), solved("filters")))
    (place / "both" / "filters.py").write_text("def box_blur(n):\n    return n\n")
    written(place / "several" / "a.ipynb", reference)
    written(place / "several" / "b.ipynb", reference)
    everyone += [place / "both", place / "several"]
    nested = new_notebook(cells=[cell_of(solved("images")), *(cell_of(c * 10**5) for c in "([{-")])
    everyone.append(written(place / "nested.ipynb", nested))
    (place / "damaged.ipynb").write_bytes((place / "reference.ipynb").read_bytes()[:-100])
    everyone.append(place / "damaged.ipynb")
    options = ("--only", EXERCISES, "--budget", "none", "--bank", bank_file, "--jobs", 2)
    return support.grade(course_folder, everyone, place / "out", *options)


def points(report: dict[str, Any]) -> dict[str, tuple[str, int, int, str]]:
    return {e["id"]: (e["status"], e["score"], e["max_score"], e.get("diagnosis", "")) for e in report["exercises"]}


@pytest.mark.parametrize("name", [name.partition("/")[2] for name in PARITY])
def test_a_notebook_gets_the_points_of_the_same_modules(name: str, graded: Batch) -> None:
    as_modules, as_notebook = graded.report(name), graded.report(f"{name}-as-notebook")
    assert points(as_modules) == points(as_notebook)
    assert as_modules["score"] == as_notebook["score"]


@pytest.mark.parametrize("name", ["reference", "old", "packed", "solutions"])
def test_the_reference_as_a_notebook_gets_every_point(name: str, graded: Batch) -> None:
    report = graded.report(name)
    assert all(map(is_full, report["exercises"])), report
    assert report["exercises"] == graded.report("reference")["exercises"]
    assert any("left out" in note for note in report["notes"])


def test_stubs_in_a_notebook_are_not_started(graded: Batch) -> None:
    assert {e["status"] for e in graded.report("stubs")["exercises"]} == {"not_started"}


def test_only_what_exercises_need_is_run(graded: Batch) -> None:
    assert is_full(graded.exercise("odd", "box_blur"))
    assert graded.report("odd")["notes"] == [
        "odd.ipynb: 3 top-level calls, 2 blocks, 3 magics, 1 shell line and 1 help line were left out",
        "odd.ipynb: cell 11 is not valid Python (line 1: '(' was never closed), left out",
        "odd.ipynb: cell 12 is not valid Python (line 1: unexpected EOF while parsing), left out",
    ]


def test_messages_name_the_cell_and_the_line(graded: Batch) -> None:
    message = graded.exercise("odd", "gaussian")["message"]
    assert "\n  odd.ipynb, cell 7, line 5, in gaussian\n    return x.undefined" in message
    assert graded.exercise("odd", "output_size")["message"] == "odd.ipynb does not define output_size"
    message = graded.exercise("odd", "to_gray")["message"]
    assert message == ("odd.ipynb does not define to_gray; cell 11 is not valid Python (line 1: '(' was never closed)")
    message = graded.exercise("odd", "gaussian2d")["message"]
    assert "Remove what works in notebooks only, such as get_ipython(), display()" in message


def test_modules_come_before_a_notebook_beside_them(graded: Batch) -> None:
    assert graded.exercise("both", "box_blur")["status"] == "failed"
    assert graded.exercise("both", "gaussian")["message"] == "filters.py does not define gaussian"
    assert is_full(graded.exercise("both", "conv_2d"))
    assert graded.report("both")["notes"][0] == "lesson.ipynb: not used for filters.py, submitted too"


def test_notebooks_that_cannot_be_read_get_nothing_of_the_same_maximum(graded: Batch) -> None:
    for name, words in (("several", "contains several notebooks (a.ipynb and b.ipynb)"), ("damaged", "not valid JSON")):
        report = graded.report(name)
        assert (report["score"], report["max_score"]) == (0, graded.report("reference")["max_score"])
        assert words in report["notes"][0]
        assert words in report["exercises"][0]["message"]


def test_nested_brackets_cost_their_cells_only(graded: Batch) -> None:
    assert is_full(graded.exercise("nested", "to_gray"))
    assert len(graded.report("nested")["notes"]) == 4


def test_the_batch_is_graded_without_a_fault_of_the_kit(graded: Batch) -> None:
    support.assert_no_traceback(graded.text)
    assert graded.done.returncode == 0, graded.text
    assert "kit_error" not in json.dumps(
        [graded.report(file.parent.name) for file in graded.out.glob("*/results.json")]
    )
