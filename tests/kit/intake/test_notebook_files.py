"""Notebooks of all kinds are read as cells, or refused with a reason."""

from __future__ import annotations

import json
import re
import tarfile
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.intake import notebooks
from grader.intake.members import SubmissionError
from grader.intake.submission import Sources, read_submission, submission_name

MODULES = ("convolution", "images")
CODE = "def conv_2d(x, flt): ..."


def cell(source: object, kind: str = "code", **more: object) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source} | more


def notebook(*cells: dict[str, Any] | str, **more: object) -> bytes:
    made = [cell(c) if isinstance(c, str) else c for c in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more).encode()


def read(path: Path) -> Sources:
    return read_submission(path, modules=MODULES)


def refusal(path: Path) -> str:
    with pytest.raises(SubmissionError) as caught:
        read(path)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300
    return str(caught.value)


def cells_of(data: bytes) -> list[tuple[int, str]]:
    return list(notebooks.read("lesson.ipynb", data).cells)


# --- what is read


@pytest.mark.parametrize("kind", ["ipynb", "zip", "tar", "tar.gz", "folder"])
def test_a_notebook_may_be_submitted_alone_or_packed(tmp_path: Path, kind: str) -> None:
    inside = tmp_path / "in" / "lesson.ipynb"
    inside.parent.mkdir()
    inside.write_bytes(notebook(CODE))
    path = {"ipynb": inside, "folder": inside.parent}.get(kind, tmp_path / f"ada.{kind}")
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.write(inside, "work/lesson.ipynb")
    elif kind.startswith("tar"):
        with tarfile.open(path, "w:gz" if kind.endswith("gz") else "w") as packed_tar:
            packed_tar.add(inside, "work/lesson.ipynb")
    sources = read(path)
    assert sources.notebook
    assert sources.notebook.name == "lesson.ipynb"
    assert sources.notebook.cells == ((1, CODE),)
    assert (sources.files, sources.ignored) == ({}, ())
    assert submission_name(inside) == "lesson"


def test_cells_are_numbered_as_in_the_notebook_and_only_code_counts() -> None:
    data = notebook(cell("# Title", "markdown"), "a = 1", cell("x", "raw"), "  \n", cell(["b = 2\n", "c = 3"]))
    assert cells_of(data) == [(2, "a = 1"), (5, "b = 2\nc = 3")]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_old_versions_are_read(version: int) -> None:
    inside = [{"cell_type": "code", "input": [CODE + "\n", "x = 1"], "language": "python", "outputs": []}]
    old = {"metadata": {"name": ""}, "nbformat": version, "worksheets": [{"cells": inside}, {"cells": inside}]}
    assert cells_of(json.dumps(old).encode()) == [(1, CODE + "\nx = 1"), (2, CODE + "\nx = 1")]


def test_what_nbformat_writes_is_read_in_each_version() -> None:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE), nbformat.v4.new_markdown_cell("text")])
    assert cells_of(nbformat.writes(made).encode()) == [(1, CODE)]
    assert cells_of(nbformat.writes(nbformat.convert(made, 3), version=3).encode()) == [(1, CODE)]


def test_outputs_widgets_and_the_metadata_of_colab_do_not_matter() -> None:
    outputs = [
        {
            "output_type": "display_data",
            "data": {"image/png": "iVBORw0", "application/vnd.jupyter.widget-view+json": {}},
        },
        {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": ["\u001b[0;31mTraceback"]},
    ]
    colab = {"colab": {"provenance": [], "toc_visible": True}, "widgets": {"application/x": {"state": {"a": [1]}}}}
    more = {"metadata": colab | {"kernelspec": {"name": "python3", "display_name": "Python 3"}}}
    text = cell("![a](attachment:a.png)", "markdown", attachments={"a.png": {"image/png": "iVBORw0"}})
    code = cell("# @title Kernels\nK = 3 #@param", outputs=outputs, id="a", execution_count=None)
    assert cells_of(notebook(text, code, **more)) == [(2, "# @title Kernels\nK = 3 #@param")]
    assert cells_of(b"\xef\xbb\xbf" + notebook("a = 1", metadata={"kernelspec": None})) == [(1, "a = 1")]


def test_line_ends_are_those_of_python() -> None:
    assert cells_of(notebook("a\r\nb\rc")) == [(1, "a\nb\nc")]


def test_20_megabytes_of_images_are_skipped(tmp_path: Path) -> None:
    file = tmp_path / "lesson.ipynb"
    image = {"data": {"image/png": "iVBORw0K" * (27 << 17)}, "output_type": "display_data"}
    file.write_bytes(notebook(cell(CODE, outputs=[image])))
    tracemalloc.start()
    start = time.process_time()
    sources = read(file)
    seconds, peak = time.process_time() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sources.notebook
    assert sources.notebook.cells == ((1, CODE),)
    assert peak < 1.2 * file.stat().st_size
    assert seconds < 2


def test_the_digest_changes_with_the_code_and_not_with_the_outputs(tmp_path: Path) -> None:
    digests = []
    for source, outputs in ((CODE, []), (CODE, [{"output_type": "stream", "text": "1"}]), (CODE + " ", [])):
        (tmp_path / "lesson.ipynb").write_bytes(notebook(cell(source, outputs=outputs)))
        digests.append(read(tmp_path / "lesson.ipynb").digest)
    assert digests[0] == digests[1] != digests[2]


# --- beside modules and other notebooks


def folder(tmp_path: Path, **files: bytes) -> Path:
    for name, data in files.items():
        path = tmp_path / name.replace("__", "/").replace("_py", ".py").replace("_nb", ".ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def test_a_notebook_completes_modules_and_a_note_says_which_are_used(tmp_path: Path) -> None:
    sources = read(folder(tmp_path, images_py=b"", lesson_nb=notebook(CODE), helper_py=b""))
    assert sources.notebook
    assert list(sources.files) == ["helper.py", "images.py"]
    assert sources.ignored == ("lesson.ipynb: not used for images.py, submitted too",)


def test_modules_come_before_a_notebook(tmp_path: Path) -> None:
    sources = read(folder(tmp_path, images_py=b"", convolution_py=b"", lesson_nb=b"damaged"))
    assert sources.notebook is None
    assert sources.ignored == ("lesson.ipynb: ignored, since convolution.py and images.py were submitted too",)


def test_a_damaged_notebook_costs_modules_nothing(tmp_path: Path) -> None:
    sources = read(folder(tmp_path, images_py=b"", lesson_nb=b"damaged"))
    assert list(sources.files) == ["images.py"]
    assert sources.ignored[0].startswith("no notebook is used: lesson.ipynb: not valid JSON (")


def test_two_notebooks_are_not_guessed_between(tmp_path: Path) -> None:
    path = folder(tmp_path, a_nb=notebook(CODE), b_nb=notebook(CODE))
    words = "contains several notebooks (a.ipynb and b.ipynb); submit the one with your functions"
    assert refusal(path).endswith(words)
    folder(path, images_py=b"")
    assert read(path).ignored == (f"no notebook is used: {words}",)


def test_notebooks_in_two_folders_are_not_guessed_between(tmp_path: Path) -> None:
    path = folder(tmp_path, new__a_nb=notebook(CODE), old__a_nb=notebook(CODE))
    assert refusal(path).endswith("contains notebooks in several folders (new, old); submit one of them")


def test_checkpoints_and_hidden_notebooks_do_not_count(tmp_path: Path) -> None:
    path = folder(tmp_path, lesson_nb=notebook(CODE))
    (path / ".ipynb_checkpoints").mkdir()
    (path / ".ipynb_checkpoints" / "lesson-checkpoint.ipynb").write_bytes(b"old")
    (path / "._lesson.ipynb").write_bytes(b"of macOS")
    assert read(path).notebook


def test_a_notebook_outside_the_folder_with_the_modules_is_named(tmp_path: Path) -> None:
    sources = read(folder(tmp_path, student__images_py=b"", lesson_nb=notebook(CODE)))
    assert sources.notebook is None
    assert "outside student/: 1 more, among them lesson.ipynb, ignored" in sources.ignored


# --- what is refused

TYPE = '{"cell_type": "code"'
REFUSED = {
    "nothing": (b"", "an empty file; save the notebook"),
    "text": (b"def conv_2d(): ...", "not valid JSON"),
    "cut": (notebook(CODE)[:-9], "not valid JSON"),
    "UTF-16": (notebook(CODE).decode().encode("utf-16"), "not encoded in UTF-8"),
    "Latin-1": (b'{"cells": [{"cell_type": "code", "source": "\xe9"}]}', "cell 1 is not encoded in UTF-8"),
    "a raw NUL": (b'{"cells": [{"cell_type": "code", "source": "\0"}]}', "not valid JSON"),
    "half a character": (notebook("x = '\ud800'"), "not valid JSON"),
    "a list": (b"[]", "not a Jupyter notebook (Expected `object`, got `array`)"),
    "a number": (b"1e9", "not a Jupyter notebook (Expected `object`"),
    "an object of cells": (b'{"cells": {"0": {}}}', "not a Jupyter notebook (Expected `array`, got `object`"),
    "a cell of no type": (b'{"cells": [{"source": ""}]}', "missing required field `cell_type`"),
    "no cells": (notebook(), "contains no code; write your functions in code cells"),
    "no code": (notebook(cell(CODE, "markdown")), "contains no code"),
    "a number as source": (notebook(cell(3)), "the source of cell 1 is not text"),
    "a list of numbers": (notebook(cell(["a", 3])), "the source of cell 1 is not text"),
    "nested sources": (f'{{"cells": [{TYPE}, "source": {"[" * 300}'.encode(), "not valid JSON"),
    "deep sources": (f'{{"cells": [{TYPE}, "source": {"[" * 10**5}'.encode(), "nested too deeply"),
    "a million objects": (b'{"cells": [], "x": ' + b'{"a":' * 10**6, "nested too deeply"),
    "another language": (notebook(CODE, metadata={"kernelspec": {"language": "R"}}), "a notebook in R; submit one in"),
    "2001 cells": (notebook(*[CODE] * 2001), "contains more than 2000 cells"),
    "2001 worksheets": (b'{"worksheets": [' + b'{"cells": []},' * 2001 + b"]}", "contains more than 2000 cells"),
    "50 MB of code": (notebook("a" * (50 << 20)), "contains more than 1 MB of code"),
    "code of short lines": (notebook(cell(["ab"] * 2**20)), "contains more than 1 MB of code"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_notebook_is_refused_with_a_remedy(tmp_path: Path, name: str) -> None:
    data, words = REFUSED[name]
    (tmp_path / "lesson.ipynb").write_bytes(data)
    message = refusal(tmp_path / "lesson.ipynb")
    assert words in message
    assert re.match(r"lesson\.ipynb: (?!lesson).*; \w+", message)


def test_a_very_large_number_is_skipped() -> None:
    assert cells_of(b'{"nbformat": ' + b"9" * 10**6 + notebook(CODE).replace(b"{", b",", 1)) == [(1, CODE)]


def test_a_notebook_above_the_cap_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "lesson.ipynb").open("wb") as file:
        file.truncate((64 << 20) + 1)
    assert "larger than 64 MB; clear its outputs" in refusal(tmp_path / "lesson.ipynb")


def test_a_bomb_of_a_notebook_is_defused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "ada.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("lesson.ipynb", "w") as member,
    ):
        for _ in range(80):
            member.write(b" " * (1 << 20))
    assert refusal(tmp_path / "ada.zip") == (
        "ada.zip: lesson.ipynb: larger than 64 MB; clear its outputs, save it and submit it again"
    )
