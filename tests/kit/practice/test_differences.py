"""Practice warns about what grading lacks."""

from __future__ import annotations

from pathlib import Path

from grader import course, packages
from grader.practice import differences
from grader.practice.session import Session
from grader.values import Request


def test_packages_that_grading_lacks_are_named(course_folder: Path) -> None:
    files = {
        "images.py": b"import rich.table\nimport numpy as np\nfrom scipy import ndimage\nimport helper, json\n",
        "helper.py": b"def f():\n    from pytest import raises\n",
        "broken.py": b"def f(:\n",
    }
    warnings = differences.missing_packages(course.load(course_folder), files)
    assert [w.partition(",")[0] for w in warnings] == ["images.py imports rich", "helper.py imports pytest"]


def test_what_a_dependency_brings_along_may_be_imported() -> None:
    assert packages.not_among(("torch",), ["sympy", "numpy", "unheard_of"]) == ["numpy"]


def test_files_and_network_used_at_import_are_noticed(course_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "images.py").write_text(
        "import socket, sys\nimport numpy as np\nopen(sys.executable, 'rb').close()\n"
        "try:\n    socket.create_connection(('127.0.0.1', 1), timeout=1)\nexcept OSError:\n    pass\n"
        "def crop(image):\n    open(sys.executable, 'rb').close()\n"
    )
    session = Session(course.load(course_folder), tmp_path)
    try:
        session.direct.ask(Request("call", "crop", (1,)))
        assert [w.partition(" when")[0] for w in session.remarks] == [
            "images.py, line 3, opens a file",
            "images.py, line 5, uses the network",
        ]
        assert session.remarks == [], "each is said once"
    finally:
        session.close()
