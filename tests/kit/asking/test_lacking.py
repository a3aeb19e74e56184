"""An honest file that asks for what grading lacks is told so, by real workers, on each level that holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from grader.asking import lacking
from grader.asking.isolated import Isolated
from grader.asking.lacking import Surroundings
from grader.course import Limits
from grader.sandbox.command import Supplies
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.processes import ZygoteProcess
from grader.subject import Fault, Subject
from grader.values import Absent, Raised

PACKAGES = ("torch", "torchvision", "numpy", "matplotlib", "pillow", "scikit-image")
LIMITS = Limits(call=5.0, importing=10.0, exercise=60.0, patience=6.0, memory_mb=1024)
MAIN = "`if __name__ == "
GO = "\ndef go(): return 1\n"


@pytest.fixture(scope="module", params=["R1", "R2"])
def zygote(request: pytest.FixtureRequest, require: Callable[[str], None]) -> Iterator[ZygoteProcess]:
    require(request.param)
    started = ZygoteProcess(IsolationLevel(request.param), Supplies(PACKAGES, ("torchvision", "matplotlib.pyplot")))
    yield started
    started.close()


def fault_of(zygote: ZygoteProcess, source: str | bytes, **helpers: str | bytes) -> Fault | None:
    """Return what a student is told who hands in this file; None where it just works."""
    files = {f"{name}.py": text if isinstance(text, bytes) else text.encode() for name, text in helpers.items()}
    files["images.py"] = source if isinstance(source, bytes) else source.encode()
    transport = Isolated(zygote, files, {"go": "images"}, LIMITS)
    try:
        Subject(transport).call("go").required()
    except Fault as fault:
        return fault
    finally:
        transport.close()
    return None


def told(zygote: ZygoteProcess, source: str | bytes, **helpers: str | bytes) -> str:
    fault = fault_of(zygote, source, **helpers)
    assert fault is not None, "it works"
    assert fault.status == "error", fault.message
    return fault.message


AT_IMPORT = {
    "no such package": ("import pandas" + GO, ["pandas is not available", "torch, torchvision, numpy", "standard"], []),
    "a missing helper": ("import helper" + GO, ["submit helper.py too"], []),
    "urlopen": (
        "import urllib.request\nurllib.request.urlopen('https://example.org/')" + GO,
        ["no network", MAIN],
        ["Temporary", "Errno"],
    ),
    "socket": ("import socket\nsocket.socket().connect(('1.1.1.1', 80))" + GO, ["no network", MAIN], []),
    "a download of images": (
        "import torchvision\nd = torchvision.datasets.MNIST('./data', download=True)" + GO,
        ["no network", MAIN],
        [],
    ),
    "the hub": ("import torch\nm = torch.hub.load('pytorch/vision', 'resnet18')" + GO, ["no network", MAIN], []),
    "input": ("n = int(input('n? '))" + GO, ["no keyboard", "input()", MAIN], ["EOF when"]),
    "get_ipython": ("get_ipython().run_line_magic('matplotlib', 'inline')" + GO, ["exported notebook"], []),
    "a magic line": ("%matplotlib inline" + GO, ["exported notebook"], []),
    "a shell line": ("import numpy\n!pip install torch" + GO, ["exported notebook"], []),
    "Colab": ("from google.colab import drive" + GO, ["exported notebook"], ["hand in google"]),
    "a notebook as it is": ('{\n "cells": [null]\n}\n', ["export the notebook"], []),
    "UTF-16": (("é = 1" + GO).encode("utf-16"), ["images.py is saved in UTF-16", "save it as UTF-8"], ["null bytes"]),
    "Latin-1": (("x = 'é'" + GO).encode("latin-1"), ["images.py is not saved in UTF-8"], []),
    "sys.exit": ("import sys" + GO + "sys.exit(0)", ["ended Python", "sys.exit", MAIN], ["SystemExit: 0"]),
    "sys.exit with a word": ("import sys" + GO + "sys.exit('all done')", ["ended Python", "all done"], []),
    "argparse": (
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('file')\np.parse_args()" + GO,
        ["command line", "argparse", MAIN],
        ["SystemExit"],
    ),
}
IN_A_CALL = {
    "input": ("def go():\n    return input()\n", ["no keyboard"], [MAIN]),
    "cuda": ("import torch\ndef go():\n    return torch.ones(1).cuda()\n", ["no GPU", "is_available"], ["forked"]),
    "a device": ("import torch\ndef go():\n    return torch.ones(1, device='cuda')\n", ["no GPU"], ["forked"]),
    "num_workers": (
        "import torch\ndef go():\n    for x in torch.utils.data.DataLoader(range(9), num_workers=2):\n        pass\n",
        ["processes", "num_workers=0"],
        [],
    ),
    "workers made elsewhere": (
        "import torch\nL = torch.utils.data.DataLoader(range(9), num_workers=2)\n"
        "def go():\n    for x in L:\n        pass\n",
        ["processes", "num_workers=0"],
        [],
    ),
    "multiprocessing": (
        "import multiprocessing\ndef go():\n    with multiprocessing.Pool(2) as p:\n        return p.map(abs, [1])\n",
        ["processes"],
        ["network"],
    ),
    "subprocess": ("import subprocess\ndef go():\n    subprocess.run(['ls'])\n", ["processes"], []),
    "a picture that was not handed in": ("def go():\n    open('cat.png', 'rb')\n", ["no files or folders"], []),
    "exit": ("def go():\n    exit(1)\n", ["ended Python", "Remove that call"], ["SystemExit"]),
}


@pytest.mark.parametrize("name", AT_IMPORT)
def test_what_an_import_asks_for_in_vain_is_said(name: str, zygote: ZygoteProcess) -> None:
    source, words, never = AT_IMPORT[name]
    message = told(zygote, source)
    assert message.startswith("images.py could not be imported: ")
    assert [w for w in words if w not in message] + [w for w in never if w in message] == [], message


@pytest.mark.parametrize("name", IN_A_CALL)
def test_what_a_call_asks_for_in_vain_is_said(name: str, zygote: ZygoteProcess) -> None:
    source, words, never = IN_A_CALL[name]
    message = told(zygote, source)
    assert [w for w in words if w not in message] + [w for w in never if w in message] == [], message


def test_torch_compile_is_told_that_there_are_no_processes(zygote: ZygoteProcess) -> None:
    source = "import torch\n@torch.compile\ndef f(x):\n    return x.sin() + 1\ndef go():\n    f(torch.ones(8))\n"
    fault = fault_of(zygote, source)
    assert fault is None or fault.status in ("timeout", "memory") or "torch.compile" in fault.message, fault


WRITING = {
    "a figure": "import matplotlib.pyplot as plt\ndef go():\n    plt.plot([1])\n    plt.savefig('plot.png')\n",
    "weights": "import torch\ndef go():\n    torch.save({'w': torch.ones(9)}, 'w.pt')\n    torch.load('w.pt')\n",
    "a log": "import logging\ndef go():\n    logging.basicConfig(filename='a.log', force=True)\n    logging.error(1)\n",
    "folders": "import os\ndef go():\n    os.makedirs('out/new', exist_ok=True)\n    open('out/new/a.txt', 'w')\n",
    "plain text": "def go():\n    with open('log', 'w') as f:\n        f.write('x')\n    return open('log').read()\n",
    "an array": "import numpy\ndef go():\n    numpy.save('a.npy', numpy.ones(3))\n    numpy.load('a.npy')\n",
    "a temporary file": "import tempfile\ndef go():\n    with tempfile.TemporaryDirectory() as d:\n"
    "        open(d + '/x', 'w').write('x')\n    with tempfile.NamedTemporaryFile() as f:\n        f.write(b'x')\n",
    "moved and removed": "import os\ndef go():\n    open('a', 'w').write('x')\n    os.replace('a', 'b')\n"
    "    os.mkdir('d')\n    os.rename('b', 'd/b')\n    os.truncate('d/b', 0)\n    os.remove('d/b')\n"
    "    os.rmdir('d')\n",
    "a picture": "from PIL import Image\ndef go():\n    Image.new('L', (3, 3)).save('a.png')\n"
    "    Image.open('a.png').load()\n",
}


@pytest.mark.parametrize("name", [*WRITING, "a listing"])
@pytest.mark.parametrize("when", ["in a call", "at import"])
def test_honest_writing_works_or_is_told_that_it_cannot(name: str, when: str, zygote: ZygoteProcess) -> None:
    source = WRITING.get(name, "import os\ndef go():\n    return os.listdir('.')\n")
    fault = fault_of(zygote, source + ("go()\n" if when == "at import" else ""))
    if zygote.writes:
        assert fault is None, fault
    else:
        assert fault is not None
        assert "cannot be written while grading" in fault.message, fault.message


def test_writing_elsewhere_is_told_where_it_can_be_done(zygote: ZygoteProcess) -> None:
    for place in ("/tmp/x", "/x", "../x", "/usr/lib/x"):
        message = told(zygote, f"def go():\n    open({place!r}, 'w')\n")
        assert ("working directory only" if zygote.writes else "cannot be written while grading") in message


def test_a_full_folder_is_told_its_bounds(zygote: ZygoteProcess) -> None:
    if not zygote.writes:
        pytest.skip("nothing can be written on this level")
    for source in (
        "def go():\n    open('x', 'wb').write(bytes(1 << 26))\n",
        "def go():\n    for i in range(5000):\n        open(str(i), 'w').close()\n",
        "def go():\n    for i in range(50):\n        open(str(i), 'wb').write(bytes(1 << 20))\n",
    ):
        assert "room for 16 MB in files, and for fewer than 1000" in told(zygote, source)


def test_a_module_with_a_wrong_capital_is_named(zygote: ZygoteProcess) -> None:
    transport = Isolated(zygote, {"Images.py": GO.encode()}, {"go": "images"}, LIMITS)
    try:
        answer = Subject(transport).call("go")
    finally:
        transport.close()
    assert isinstance(answer.outcome, Absent)
    assert answer.outcome.text == ("images.py is missing; found Images.py, expected images.py: capital letters matter")
    assert "Found Helper.py, expected helper.py" in told(zygote, "import helper" + GO, Helper="x = 1\n")


def test_an_import_limit_is_told_as_it_applied(zygote: ZygoteProcess) -> None:
    limits = Limits(call=0.5, importing=0.7, exercise=5.0, patience=6.0, memory_mb=1024)
    transport = Isolated(zygote, {"images.py": b"while True:\n    pass\n"}, {"go": "images"}, limits)
    with pytest.raises(Fault, match=re.escape("no result within 0.7 seconds of CPU time while importing images.py")):
        Subject(transport).call("go").required()
    transport.close()


# What needs no worker

AROUND = Surroundings(("torch", "pillow"), {}, writes=False)


@pytest.mark.parametrize(
    ("kind", "bases", "text"),
    [
        ("ValueError", ("ValueError",), "the kernel does not fit into the image"),
        ("RuntimeError", ("RuntimeError",), "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"),
        ("TypeError", ("TypeError",), "go() takes 0 positional arguments but 1 was given"),
        ("ModuleNotFoundError", ("ModuleNotFoundError", "ImportError"), "No module named 'torch.imaginary'"),
        ("ModuleNotFoundError", ("ModuleNotFoundError", "ImportError"), "No module named 'PIL.imaginary'"),
        ("KeyError", ("KeyError", "LookupError"), "'cuda'"),
        ("IndexError", ("IndexError", "LookupError"), "list index out of range"),
        ("AssertionError", ("AssertionError",), ""),
        ("NotImplementedError", ("NotImplementedError", "RuntimeError"), "go"),
    ],
)
def test_a_plain_mistake_is_left_as_it_is(kind: str, bases: tuple[str, ...], text: str) -> None:
    outcome = Raised(kind, bases, text)
    assert lacking.explained(outcome, AROUND) == outcome


@pytest.mark.parametrize("text", ["", "x" * 2000, "\n" * 2000, "[Errno 1] " * 200, "No module named '" * 100, "'\"\\"])
def test_no_text_breaks_an_explanation(text: str) -> None:
    every = ("OSError", "RuntimeError", "SyntaxError", "ValueError", "ModuleNotFoundError", "SystemExit", "EOFError")
    for base in every:
        assert isinstance(lacking.explained(Raised(text[:200], (base,), text), AROUND), Raised)
