"""`check` in a notebook, and the notebook of the course, as a student sees them."""

from __future__ import annotations

import re
import shutil
import sys
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from support import GRADER, ROOT, assert_refused, copy_course, expected, rewrite, run, tiny_course

from grader import check, course
from grader.notebook import writing
from grader.notebook.page import Board, Note, Verdict
from grader.plots.charts import draw
from grader.plots.svg import Panel
from grader.results import CheckResult, ExerciseResult
from grader.tutorial.notebook import FIGURES, figure


@dataclass(frozen=True)
class Ran:
    """An executed cell."""

    source: str
    outputs: list[Any]

    @property
    def data(self) -> dict[str, str]:
        return next((o["data"] for o in self.outputs if "text/html" in o.get("data", {})), {})

    @property
    def html(self) -> str:
        return self.data["text/html"]

    @property
    def text(self) -> str:
        return self.data["text/plain"]

    @property
    def printed(self) -> str:
        return "".join(o["text"] for o in self.outputs if o["output_type"] == "stream")

    @property
    def draws(self) -> bool:
        return "<svg" in self.data.get("text/html", "")


def execute(notebook: nbformat.NotebookNode, folder: Path) -> list[Ran]:
    """Run a notebook from top to bottom; an exception in a cell fails the test."""
    for cell in notebook.cells:
        if cell.source == "check('mnist')":
            cell.source = "check('mnist', budget='none')"  # no data, and fast
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return [Ran(cell.source, cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_course(tmp_path_factory.mktemp("notebook") / "course")


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.delenv("CONVKIT_COURSE", raising=False)
        patch.delenv("CONVKIT_BANK", raising=False)
        yield


def made(folder: Path, name: str, *options: str) -> nbformat.NotebookNode:
    """Return the notebook that the command writes."""
    done = run(GRADER, "notebook", name, *options, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{name}: written\n", "")
    notebook = nbformat.read(folder / name, as_version=4)
    nbformat.validate(notebook)
    return notebook


# The notebook of the course


@pytest.fixture(scope="module")
def solved(folder: Path) -> list[Ran]:
    return execute(made(folder, "solutions.ipynb", "--solutions"), folder)


@pytest.fixture(scope="module")
def untouched(folder: Path) -> list[Ran]:
    return execute(made(folder, "tutorial.ipynb"), folder)


def checks_of(cells: Sequence[Ran]) -> dict[str, Ran]:
    """Return the check cells by exercise."""
    found = ((re.match(r"check\('?(\w+)", cell.source), cell) for cell in cells)
    return {match[1]: cell for match, cell in found if match}


def test_every_exercise_is_judged_in_the_order_of_the_course(untouched: list[Ran], folder: Path) -> None:
    assert list(checks_of(untouched)) == [e.id for e in course.load(folder).exercises]


def test_the_reference_is_green_from_top_to_bottom(solved: list[Ran]) -> None:
    for name, cell in checks_of(solved).items():
        states = re.findall(r"^  (\S) ", cell.text, re.MULTILINE)
        assert states, name
        assert set(states) <= ({"✓", "-"} if name in ("mnist", "classify") else {"✓"}), cell.text
        assert "#d84a4a" not in cell.html


def test_the_board_gives_the_reference_full_points(solved: list[Ran], folder: Path) -> None:
    bonus = expected(folder).total(bonus=True)
    got = re.search(r"^Total: (\d+) of (\d+) points, and (\d+) bonus points$", solved[-1].text, re.MULTILINE)
    assert got
    assert got[1] == got[2]
    # All but mnist, which requires a budget, and the check of classify that requires trained weights.
    assert int(got[1]) in (expected(folder).total() - 7, expected(folder).total() - 8)
    assert int(got[3]) == bonus
    assert "Everything is done. Well done!" in solved[-1].html


def test_figures_are_drawn_of_what_is_done(solved: list[Ran]) -> None:
    figures = [cell for cell in solved if "figure(" in cell.source]
    assert len(figures) == len(FIGURES)
    for cell in figures:
        assert cell.draws, cell.source
        assert not cell.printed, cell.source


def test_an_untouched_notebook_runs_and_nothing_is_started(untouched: list[Ran]) -> None:
    for name, cell in checks_of(untouched).items():
        assert set(re.findall(r"^  (.) ", cell.text, re.MULTILINE)) == {"·"}, name
        assert "your code raised" not in cell.html
    board = untouched[-1].text
    assert "✓" not in board
    assert "✗" not in board
    assert "Total: 0 of 100 points\nNext: to_gray" in board


def test_figures_say_what_is_not_done_yet(untouched: list[Ran]) -> None:
    printed = [cell.printed for cell in untouched if "figure(" in cell.source]
    assert len(printed) == len(FIGURES)
    assert all("not done yet" in text for text in printed)
    assert "kernel: not done yet (gabor)\ncat: not done yet (to_gray)\n" in printed


def test_each_stub_is_below_its_contract(folder: Path) -> None:
    cells = nbformat.reads(writing.render(course.load(folder)), as_version=4).cells
    place = next(i for i, cell in enumerate(cells) if cell.source.startswith("### `crop`"))
    assert cells[place].source == (
        "### `crop`: Crop the bottom of an image (2 points)\n\n"
        "Crop a rectangle from the bottom of an image.\n\n"
        "**Takes**\n\n"
        "- `image`: shape (H, W), or (H, W, channels).\n"
        "- `rows`: height of the rectangle in pixels; its last row is the last row of the image.\n"
        "- `left`: number of columns to skip on the left.\n"
        "- `columns`: width of the rectangle in pixels.\n\n"
        "**Returns**\n\n"
        "Shape (rows, columns), or (rows, columns, channels), with unchanged pixel values.\n\n"
        "**Raises**\n\n"
        "- `ValueError`: the image has fewer than `rows` rows or fewer than `left + columns` columns.\n\n"
        "```python\n"
        ">>> crop(np.arange(12).reshape(3, 4), rows=2, left=1, columns=2)\n"
        "array([[ 5,  6],\n"
        "       [ 9, 10]])\n"
        "```"
    )
    assert cells[place + 1].source == (
        "def crop(image: np.ndarray, rows: int = 256, left: int = 100, columns: int = 256) -> np.ndarray:\n"
        '    """Crop a rectangle from the bottom of an image."""\n'
        "    # TODO: raise first, then slice. An out-of-range slice does not raise an error.\n"
        '    raise NotImplementedError("crop")'
    )
    assert cells[place + 2].source == "check(crop)"


def test_no_solution_gets_into_a_students_notebook(folder: Path) -> None:
    text = writing.render(course.load(folder))
    assert "way // stride + 1" not in text
    assert "way // stride + 1" in writing.render(course.load(folder), solutions=True)


def test_the_same_course_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    other = copy_course(tmp_path / "elsewhere")
    assert writing.render(course.load(folder)) == writing.render(course.load(other))


def test_any_course_gives_a_notebook_without_figures_of_another_one(tmp_path: Path) -> None:
    text = writing.render(course.load(tiny_course(tmp_path / "tiny")))
    assert "check(double)" in text
    assert "figure" not in text


@pytest.mark.parametrize(
    ("doc", "shown"),
    [
        ("One line.", "One line."),
        ("A sentence of\ntwo lines.\n\nAnother.", "A sentence of two lines.\n\nAnother."),
        ("Where |x| < 2 * y_1, `a_b` and x[0].", r"Where \|x\| \< 2 \* y\_1, `a_b` and x\[0\]."),
        ("Args:\n    n: side,\n        odd.\n    m: other.", "**Takes**\n\n- `n`: side, odd.\n- `m`: other."),
        ("Returns:\n    note: no name,\n    but a text.", "**Returns**\n\nnote: no name, but a text."),
    ],
)
def test_a_docstring_becomes_markdown(doc: str, shown: str) -> None:
    assert writing.contract(doc) == shown


def test_a_wrong_module_of_figures_is_reported(tmp_path: Path) -> None:
    given = tiny_course(tmp_path / "tiny")
    catalogue = given / "course.toml"
    catalogue.write_text('notebook = "nowhere.at_all"\n' + catalogue.read_text())
    with pytest.raises(writing.NotebookError, match=r"notebook = 'nowhere.at_all': cannot be imported .*; correct"):
        writing.render(course.load(given))


# Writing it


def test_a_students_notebook_is_not_overwritten(folder: Path) -> None:
    file = folder / "mine.ipynb"
    made(folder, file.name)
    fresh = file.read_bytes()
    assert run(GRADER, "notebook", file.name, cwd=folder).stdout == "mine.ipynb: up to date\n"
    file.write_bytes(fresh + b" ")
    assert_refused(
        run(GRADER, "notebook", file.name, cwd=folder), 2, "mine.ipynb: already exists; choose another name", "--force"
    )
    assert file.read_bytes() == fresh + b" "
    assert run(GRADER, "notebook", file.name, "--force", cwd=folder).returncode == 0
    assert file.read_bytes() == fresh


def test_a_notebook_outside_the_course_shows_where_to_move_it(folder: Path, tmp_path: Path) -> None:
    done = run(GRADER, "notebook", tmp_path / "far.ipynb", "--course", folder, cwd=tmp_path)
    assert f"Move it into {folder}, or set CONVKIT_COURSE to that folder." in done.stdout


def test_a_notebook_that_cannot_be_written_is_reported_in_one_line(folder: Path, tmp_path: Path) -> None:
    def refused(*parts: str, name: str = "new.ipynb", options: Sequence[str] = ()) -> None:
        assert_refused(run(GRADER, "notebook", name, *options, cwd=other), 2, *parts)

    other = tiny_course(tmp_path / "tiny")
    refused("new.txt: not a notebook", ".ipynb", name="new.txt")
    (other / "folder.ipynb").mkdir()
    refused("folder.ipynb: cannot be written", name="folder.ipynb")
    shutil.rmtree(other / "reference")
    refused("reference/sums.py: is missing", options=["--solutions"])
    rewrite(other / "student" / "sums.py", "^def double", "def doubled")
    refused("student/sums.py: defines no function or class double")
    (other / "student" / "sums.py").write_text("def double(n:\n")
    refused("student/sums.py, line 1: invalid syntax")
    assert not (other / "new.ipynb").exists()


# The output of check


WRONG = {
    "flipped": """import torch.nn.functional as F
def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.flip(2, 3), stride=stride, padding=padding, dilation=dilation)
check(conv_2d)""",
    "shape": """def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, dilation=dilation)
check(conv_2d)""",
    "raising": """import warnings
def gaussian(n):
    print("<script>alert(0)</script>")
    raise ValueError("<script>alert(1)</script>")
check(gaussian)""",
    "helped": """def helper(n):
    return np.ones(n) / 0 + undefined
def dgaussian(n):
    return helper(n)
import numpy as np
check(dgaussian)""",
    "markup": """def crop(image, rows=256, left=100, columns=256):
    if rows > image.shape[0] or left + columns > image.shape[1]:
        return "<script>alert(2)</script>"
    return image[image.shape[0] - rows:, left:left + columns]
check(crop)""",
    "type": """def identity(n, scale=1.0):
    return type("<script>", (), {})()
check(identity)""",
    "law": """def edge_bands(n):
    return np.ones((n, n))
check(edge_bands)""",
    "renamed": """def my_gray(image):
    return image.astype("float64").mean(2).astype("float32")
check(my_gray, as_="to_gray")""",
    "class": """import torch
class CNN(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(784, 10)
    def forward(self, x):
        return self.layer(x.flatten(1))
check(CNN)""",
    "unknown": 'check("conv2d")',
    "unnamed": "check(my_gray)",
    "number": "check(3)",
    "budget": 'check(conv_2d, budget="huge")',
    "undefined": 'check("train")',
    "skipped": 'check("mnist", budget="none")',
    "board": "check()",
}


@pytest.fixture(scope="module")
def wrong(folder: Path) -> dict[str, Ran]:
    """Return the output of check for wrong cells; cell 1 imports it."""
    sources = ["from grader import check", *WRONG.values()]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return dict(zip(WRONG, execute(nbformat.v4.new_notebook(cells=cells), folder)[1:], strict=True))


def test_a_wrong_function_shows_its_smallest_case_as_a_picture(wrong: dict[str, Ran]) -> None:
    cell = wrong["flipped"]
    call = re.search(r"conv_2d\(\n(?:    .*\n)*\)", cell.text)
    assert call
    assert call[0].replace("'", "&#x27;") in cell.html
    titles = re.findall(r"<figcaption[^>]*>([\w ]+) <span[^>]*>([^<]*)</span>", cell.html)
    assert [title for title, _ in titles] == ["x", "flt", "expected", "got", "difference"]
    assert all(int(side) <= 4 for _, shape in titles for side in shape.split(" × ")), titles
    assert cell.html.count("<svg") == 5
    assert "wrong value" in cell.html
    assert cell.html.count("Blue is negative, white is 0, red is positive.") == 1


def test_expected_and_got_are_below_each_other(wrong: dict[str, Ran]) -> None:
    for name, answers in (("flipped", r"torch\.tensor\([^<]*\)"), ("shape", r"shape \([^<]*\)")):
        found = re.findall(rf"<span>(expected|got)</span><pre[^>]*>({answers})</pre>", wrong[name].html)
        assert [word for word, _ in found] == ["expected", "got"]
        assert found[0][1] != found[1][1]


def test_markup_of_a_student_is_only_text(wrong: dict[str, Ran]) -> None:
    for cell in wrong.values():
        assert "<script" not in cell.html.lower()
    for name in ("raising", "markup", "type"):
        assert "&lt;script&gt;" in wrong[name].html
    assert "printed output" in wrong["raising"].html


def test_an_exception_shows_the_line_of_its_cell(wrong: dict[str, Ran]) -> None:
    place = 2 + list(WRONG).index("raising")
    assert (
        "your code raised ValueError: <script>alert(1)</script>\n"
        f"  Cell In[{place}], line 4, in gaussian\n"
        '    raise ValueError("<script>alert(1)</script>")\n'
        "gaussian(3)\n"
    ) in wrong["raising"].text
    assert f"Cell In[{place}], line 4, in gaussian" in wrong["raising"].html


def test_an_exception_shows_all_own_lines_and_none_of_ours(wrong: dict[str, Ran]) -> None:
    text, place = wrong["helped"].text, 2 + list(WRONG).index("helped")
    assert "your code raised NameError: name 'undefined' is not defined" in text
    assert f"Cell In[{place}], line 4, in dgaussian\n    return helper(n)\n" in text
    assert f"Cell In[{place}], line 2, in helper\n" in text
    assert ".py" not in text


def test_a_broken_law_shows_one_right_answer_of_many(wrong: dict[str, Ran]) -> None:
    assert "one right answer <span" in wrong["law"].html
    assert "expected <span" not in wrong["law"].html


def test_hints_open_one_at_a_time(wrong: dict[str, Ran], folder: Path) -> None:
    html = wrong["flipped"].html
    hints = course.load(folder).exercise("conv_2d").hints
    assert html.count("<details") == len(hints) == html.count("</div></details>")
    assert html.count(">Hint</summary>") == 1


def test_a_function_of_another_name_can_be_judged(wrong: dict[str, Ran]) -> None:
    assert "3 of 3 points" in wrong["renamed"].html


def test_a_class_is_judged(wrong: dict[str, Ran]) -> None:
    assert "too few convolution layers" in wrong["class"].html


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("unknown", "grader: conv2d: no such exercise; did you mean conv_2d?"),
        ("unnamed", "grader: my_gray: not an exercise of Convolutions in PyTorch; name the exercise, as in check"),
        ("number", "grader: 3: not an exercise of Convolutions in PyTorch; name the exercise, as in"),
        ("budget", "grader: budget='huge': no such budget; use quick, full, none."),
    ],
)
def test_what_cannot_be_checked_is_reported_in_one_line(wrong: dict[str, Ran], name: str, message: str) -> None:
    assert wrong[name].text.startswith(message)
    assert "\n" not in wrong[name].text


def test_what_is_not_defined_is_missing(wrong: dict[str, Ran]) -> None:
    assert "train is not defined in this notebook; run the cell that defines it" in wrong["undefined"].text


def test_what_is_not_judged_says_why(wrong: dict[str, Ran]) -> None:
    assert "Not checked here: with --budget none, no network is trained." in wrong["skipped"].text


def test_the_board_shows_all_that_was_defined(wrong: dict[str, Ran]) -> None:
    board = wrong["board"].text
    for line in ("✓ to_gray  ", "✗ crop  ", "✗ conv_2d  ", "✗ CNN  ", "· gabor  "):
        assert line in board
    assert "<code>conv_2d</code>" in wrong["board"].html


def test_every_part_of_a_verdict_is_escaped() -> None:
    tag = "<script>`x`</script>"
    checks = (CheckResult("c", tag, "failed", 0, 1, tag),)
    result = ExerciseResult(tag, tag, "m", "failed", 0, 1, checks)
    parts = dict.fromkeys(("message", "head", "call", "expected", "got", "printed"), f"{tag}\n{tag}")
    html = Verdict(result, (tag, tag), (tag,), **parts)._repr_html_()
    assert "<script" not in html
    # Id and title, the check's title twice, two lines of head, call, expected, got and printed, two hints, a remark.
    assert html.count("&lt;script&gt;") == 2 + 2 + 2 * 5 + 2 + 1
    assert html.count("<code>x</code>") == 5
    assert "<script" not in Note(tag)._repr_html_()


# Pictures


def svg_of(array: np.ndarray, **options: Any) -> str:
    return str(draw([Panel("a", array, **options)])[0].svg)


def test_what_is_not_finite_is_named_and_violet() -> None:
    picture = draw([Panel("a", np.array([[np.nan, 1.0], [-np.inf, 0.0]]))])[0]
    assert re.findall(r">([^<>]+)</text>", picture.svg) == ["nan", "1", "−inf", "0"]
    assert picture.svg.count("rgb(165,0,255)") == 2
    assert picture.legend[-1] == "Violet is NaN or infinite."


def test_rounding_errors_are_written_as_0_and_make_no_array_signed() -> None:
    picture = draw([Panel("a", np.array([[-1e-17, 0.5, 1.0]]))])[0]
    assert re.findall(r">([^<>]+)</text>", picture.svg) == ["0", "0.5", "1"]
    assert picture.legend == ("In gray arrays, black is 0 and white is the largest value.",)


def test_arrays_of_one_group_share_their_colours() -> None:
    alone, other = draw([Panel("a", np.array([[1.0]]), group="g"), Panel("b", np.array([[-2.0]]), group="g")])
    assert "rgb(5,48,97)" in other.svg
    assert "rgb(229,131,104)" in alone.svg  # half as much as the darkest red


@pytest.mark.parametrize(
    ("array", "kind"),
    [
        (np.zeros((3, 3)), "<text"),
        (np.array([True, False]), "<text"),
        (np.zeros((2, 2, 3), np.uint8), "<text"),
        (np.zeros((50, 40, 3)), "<image"),
        (np.zeros((13, 1)), "<image"),
        (np.linspace(-1, 1, 61), "<polyline"),
        (np.zeros((0, 4)), "<i>empty</i>"),
    ],
)
def test_the_size_of_an_array_decides_how_it_is_drawn(array: np.ndarray, kind: str) -> None:
    marked = svg_of(array, mark=(0,) * min(array.ndim, 2))
    assert kind in svg_of(array)
    assert marked.count("#ffc20a") == (1 if array.size else 0)


def test_a_title_is_escaped() -> None:
    drawn = figure(**{"<b>": lambda: np.eye(3)})
    assert drawn is not None
    assert "&lt;b&gt; <span" in drawn._repr_html_()
    assert "<b>" not in drawn._repr_html_()


def test_a_figure_says_what_is_not_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    assert figure(a=lambda: "text", b=lambda: np.zeros((2, 2, 2)), c=lambda: 1 / 0) is None
    assert capsys.readouterr().out == (
        "a: no picture (TypeError: str is not a picture)\n"
        "b: no picture (TypeError: an array of shape (2, 2, 2) is not a picture)\n"
        "c: no picture (ZeroDivisionError: division by zero)\n"
    )


# Without a kernel


def conv_2d(x: Any, flt: Any, stride: int = 1, padding: int = 0, dilation: int = 1) -> Any:
    import torch.nn.functional as F

    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)


def double(n: int) -> int:
    return n + n


def test_a_bank_replaces_the_reference(tmp_path: Path) -> None:
    given = tiny_course(tmp_path / "tiny")
    assert run(GRADER, "bank", tmp_path / "cases.bank", cwd=given).returncode == 0
    shutil.rmtree(given / "reference")
    message = check(double, course=str(given))
    assert isinstance(message, Note)
    assert "requires reference/ or exactly one bank" in repr(message)
    shutil.copy(tmp_path / "cases.bank", given)
    verdict = check(double, course=str(given))
    assert isinstance(verdict, Verdict)
    assert (verdict.result.status, verdict.result.score) == ("passed", 4)


def test_a_students_own_modules_stay_imported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, finders = types.ModuleType("student"), list(sys.meta_path)
    monkeypatch.setitem(sys.modules, "student", module)
    check(conv_2d, course=str(folder))
    assert sys.modules["student"] is module
    assert sys.meta_path == finders


def test_checking_leaves_the_students_process_as_it_was(folder: Path) -> None:
    import torch

    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    before = torch.get_rng_state()
    try:
        verdict = check(conv_2d, course=str(folder))
        assert isinstance(verdict, Verdict)
        assert verdict.passed
        assert torch.equal(torch.get_rng_state(), before)
        assert torch.get_default_dtype() == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


def test_the_board_of_an_empty_notebook_names_the_first_exercise(folder: Path) -> None:
    board = eval("check(course=folder)", {"check": check, "folder": str(folder)})  # noqa: S307  names of its own
    assert isinstance(board, Board)
    assert "Next: to_gray (Convert to grayscale)" in repr(board)


def test_a_wrong_course_is_reported(tmp_path: Path) -> None:
    message = check("conv_2d", course=str(tmp_path))
    assert isinstance(message, Note)
    assert "course.toml is missing" in repr(message)
    assert ROOT.name not in message._repr_html_()
