"""From the cells of a notebook come the functions of the exercises with all that they need, and nothing else."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from grader.worker.extraction import Extract, Piece, extract
from grader.worker.magics import plain

FUNCTIONS = {"conv": "convolution", "blur": "filters", "sharpen": "filters"}


def extracted(*cells: str) -> Extract:
    return extract(list(enumerate(cells, 1)), FUNCTIONS)


def source(*cells: str, module: str = "convolution") -> str:
    return extracted(*cells).modules[module].source


def run(*cells: str, module: str = "convolution") -> dict[str, Any]:
    """Execute a module as a worker does."""
    namespace: dict[str, Any] = {"__name__": f"student.{module}"}
    exec(compile(source(*cells, module=module), "module", "exec", dont_inherit=True), namespace)  # noqa: S102  ours
    return namespace


# --- what is taken


def test_functions_come_with_what_they_need_from_all_cells() -> None:
    cells = (
        "import numpy as np\nimport cv2, os.path as path\nfrom google.colab import drive",
        "K = np.ones((3, 3)) / 9",
        "class Base:\n    side = 3\n\nclass Helper(Base):\n    def area(self):\n        return square(self.side)",
        "def twice(f):\n    return lambda x: 2 * f(x)\n\ndef square(n): return n * n",
        "@twice\ndef conv(x):\n    return K.sum() * x + Helper().area()",
        "unused = train_for_minutes()",
    )
    assert run(*cells)["conv"](1) == pytest.approx(20)
    for word in ("cv2", "path", "google", "unused"):
        assert word not in source(*cells)


def test_modules_share_one_namespace() -> None:
    cells = ("def conv(x): return x + OFFSET", "OFFSET = 1\ndef blur(x): return conv(x) * 2", "sharpen = blur")
    assert run(*cells, module="filters")["sharpen"](1) == 4
    assert "blur" not in source(*cells)


def test_a_later_definition_replaces_an_earlier_one() -> None:
    cells = ("K = expensive()\ndef conv(x):\n    raise NotImplementedError", "K = 2\ndef conv(x): return K * x")
    assert run(*cells)["conv"](3) == 6
    assert "expensive" not in source(*cells)


def test_a_value_is_computed_from_what_names_were_at_that_time() -> None:
    cells = ("n = 2", "def size(): return n", "K = size()", "n = 3", "def conv(): return K")
    assert run(*cells)["conv"]() == 2
    cells = ("img = 1", "K = img + 1", "img = train()", "def conv(): return K")
    assert run(*cells)["conv"]() == 2
    assert "train" not in source(*cells)
    cells = ("x = 1", "x = x + 1\nx *= 5", "def conv(): return x", "y = x", "x = x + 1")
    assert run(*cells)["conv"]() == 11


def test_an_object_finds_what_its_methods_use_when_they_are_called() -> None:
    cells = ("class A:\n    def f(self): return late()", "a = A()", "def late(): return 7", "def conv(): return a.f()")
    assert run(*cells)["conv"]() == 7


def test_entries_and_attributes_that_are_set_belong_to_a_value() -> None:
    cells = ("import numpy as np", "K = np.zeros((3, 3)); K[1, 1] = 2; print(K)", "def conv(): return K")
    assert run(*cells)["conv"]().sum() == 2
    cells = ("K = [0] * 3", "for i in range(3):\n    K[i] = i", "def conv(): return K")
    assert run(*cells)["conv"]() == [0, 1, 2]
    cells = ("def conv(): return conv.calls", "conv.calls = 5")
    assert run(*cells)["conv"]() == 5


def test_definitions_in_blocks_are_taken() -> None:
    cells = (
        "try:\n    import fast_conv\nexcept ImportError:\n    fast_conv = None\n    !pip install fast_conv",
        "if fast_conv is None:\n    def conv(x):\n        return x\nelse:\n    conv = fast_conv.conv",
        "with open('x') as f:\n    lines = f.read()",
    )
    assert run(*cells)["conv"](1) == 1
    assert "open" not in source(*cells)


def test_blocks_for_programs_are_left_out() -> None:
    made = extracted("def conv(): return 1", "if __name__ == '__main__':\n    def conv(): return 2\n    main()")
    assert made.modules["convolution"].source == "def conv(): return 1\n"
    assert made.left_out == {"block": 1}


def test_names_of_loops_and_classes_are_their_own() -> None:
    cells = ("for i in train(): pass", "side = train()", "K = {}\nfor i in (1, 2):\n    K[i] = i")
    assert "train" not in source(*cells, "class A:\n    side = 1\n    area = side * side", "def conv(): return K, A")


def test_submodules_are_all_imported() -> None:
    cells = ("import xml.dom\nimport xml.sax", "import xml", "def conv(): return xml.dom, xml.sax")
    assert run(*cells)["conv"]()


def test_star_imports_may_define_any_name() -> None:
    cells = (
        "from math import *",
        "from os.path import *",
        "def conv(x): return floor(x)",
        "def blur(): return sqrt(4)",
    )
    assert run(*cells)["conv"](1.5) == 1
    assert run(*cells, module="filters")["blur"]() == 2


def test_future_imports_come_first() -> None:
    cells = ("x = 1", "from __future__ import annotations", "def conv(a: Missing) -> Unknown: return x")
    assert run(*cells)["conv"](1) == 1
    with pytest.raises(NameError):
        run("def conv(a: Missing): ...")


def test_imports_of_the_notebooks_own_modules_are_not_needed() -> None:
    cells = ("def conv(x): return x", "from student.convolution import conv\nfrom convolution import *")
    assert run(*cells)["conv"](1) == 1
    assert extracted("from convolution import conv, gone").imported == {"conv": "convolution"}
    assert extracted(*cells).imported == {}


def test_lines_lead_back_to_the_cells() -> None:
    made = extracted(
        "# a comment\nK = 1; print(K)", "x = 0\n\n\n@K\n# ö\ndef conv(): return 'ö', K", "%cd x\nK = 2; L = 'ö'"
    )
    assert made.modules["convolution"].source == "K = 1\n@K\n# ö\ndef conv(): return 'ö', K\nK = 2\n"
    assert made.modules["convolution"].pieces == (Piece(1, 1, 2), Piece(2, 2, 4), Piece(5, 3, 2))


def test_code_beside_other_statements_is_cut_out() -> None:
    assert source("s = 'äöü'; K = ('ß',\n  2); s; t = 'é'", "def conv(): return K") == (
        "K = ('ß',\n  2)\ndef conv(): return K\n"
    )


# --- what is left out


def test_what_is_left_out_is_counted() -> None:
    made = extracted(
        "'''About this notebook'''\nimport matplotlib.pyplot as plt\n%matplotlib inline\n!pip install torch",
        "def conv(x): return x\nconv?",
        "plt.imshow(conv(K)); plt.show()\ndisplay(K)\nK",
        "for epoch in range(3):\n    train()\nassert conv(1) == 1",
        "get_ipython().run_line_magic('cd', '..')\nawait fetch()\nasync with lock: pass",
        "data = await fetch()",
    )
    assert made.left_out == {
        "top-level call": 7, "block": 2, "other statement": 1, "magic": 1, "shell line": 1, "help line": 1
    }  # fmt: skip
    assert made.modules["convolution"].source == "def conv(x): return x\n"


INVALID = {
    "an open bracket": ("def conv(x:\n    return x", "line 1: '(' was never closed", ("conv",)),
    "a trailing backslash": ("class blur: pass\nx = 1 \\", "line 2: unexpected EOF while parsing", ("blur",)),
    "return": ("conv = 1\nreturn conv", "line 2: 'return' outside function", ("conv",)),
    "a NUL": ("x = 1\0", "source code string cannot contain null bytes", ()),
    "brackets": ("(" * 10**5, "too many nested parentheses", ()),
    "brackets that close": ("[" * 10**5 + "]" * 10**5, "too many nested parentheses", ()),
    "signs": ("-" * 10**5 + "1", "nested too deeply", ()),
    "calls": ("f" + "()" * 10**5, "nested too deeply", ()),
    "a long sum": ("1+" * 10**5 + "1", "nested too deeply", ()),
    "Python 2": ("print 'hello'", "Missing parentheses", ()),
}


@pytest.mark.parametrize("name", INVALID)
def test_a_cell_that_is_not_python_is_left_out_alone(name: str) -> None:
    code, reason, exercises = INVALID[name]
    made = extracted("def conv(): return 1", code, "def blur(): return conv()")
    (invalid,) = made.invalid
    assert invalid.cell == 2
    assert reason in invalid.reason
    assert invalid.exercises == exercises
    assert "conv" in made.modules["convolution"].source
    assert "blur" in made.modules["filters"].source


@pytest.mark.parametrize("code", ["a = 1\n" * 20000, "%a\n" * 20000, "'" * 10**5, "x = lambda: x\n" * 5000])
def test_long_notebooks_take_no_time(code: str) -> None:
    start = time.process_time()
    extracted(code, "def conv(): return x")
    assert time.process_time() - start < 4


# --- magics

MAGICS = {
    "x = 1\n%matplotlib inline\n!ls\n": "x = 1\npass\npass\n",
    "if x:\n    !pip install \\\n        torch\n    y = 1": "if x:\n    pass\n\n    y = 1",
    "x = (1\n% 2\n)\n%cd": "x = (1\n% 2\n)\npass",
    "s = '''\n!no\n%no\n'''\n!ls 'it": "s = '''\n!no\n%no\n'''\npass",
    "x = 1 \\\n% 2\n%pwd": "x = 1 \\\n% 2\npass",
    "# it's (\n%pwd": "# it's (\npass",
    "files = !ls\na, b = %time f()\nx != y": "pass\npass\nx != y",
    "np.ones?\n?np.ones\n%cd?\nnp.ones??": "pass\npass\npass\npass",
    "pip install torch\npip = 1": "pass\npip = 1",
    "  x = 1\n  %pwd\n  if x:\n    y = 2": "x = 1\npass\nif x:\n  y = 2",
    "%%time\nx = 1\n%pwd": "\nx = 1\npass",
    "\n%%capture out\nx = 1": "\n\nx = 1",
    "%%bash\nls": "",
    "%%writefile a.py\ndef conv(): ...": "",
}


@pytest.mark.parametrize("code", MAGICS)
def test_magics_become_plain_python_of_as_many_lines(code: str) -> None:
    made, counts = plain(code)
    assert made == MAGICS[code]
    assert sum(counts.values()) >= 1


def test_the_result_is_the_same_for_the_same_cells() -> None:
    cells = ("import numpy as np\nimport math, os", "K = np.ones(3)", "def conv(): return K, math, os")
    assert extracted(*cells) == extracted(*cells)
    assert np.array_equal(run(*cells)["conv"]()[0], np.ones(3))
