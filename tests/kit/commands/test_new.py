"""`grader new` writes a course that works, and passes its own audit."""

from __future__ import annotations

import json
from pathlib import Path

from installed import Installed
from support import GRADER, ROOT, assert_refused, run


def test_a_new_course_passes_its_own_audit_and_grades(installed: Installed, tmp_path: Path) -> None:
    made = run(installed.grader, "new", "course", cwd=tmp_path)
    assert made.returncode == 0, made
    folder = tmp_path / "course"
    source = ROOT / "grader" / "starting" / "course"
    written = {str(file.relative_to(folder)).lstrip(".") for file in folder.rglob("*") if file.is_file()}
    assert written == {str(f.relative_to(source)) for f in source.rglob("*") if f.is_file() and f.suffix != ".pyc"}
    started = run(installed.python, "-m", "pytest", cwd=folder)
    assert started.returncode == 0, started.stdout
    assert "raise_floor    0 / 3         not started" in started.stdout
    audit = run(installed.grader, "audit", cwd=folder)
    assert audit.returncode == 0, audit
    assert "1 checks, 1 known mistakes, 1 accepted solutions: 0 mistakes not caught, 0 accepted" in audit.stdout
    graded = run(installed.grader, "grade", "student", "reference", "--out", "results", cwd=folder)
    assert graded.returncode == 0, graded
    scores = {
        n: json.loads((folder / "results" / n / "results.json").read_text())["score"] for n in ("student", "reference")
    }
    assert scores == {"student": 0, "reference": 3}


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert_refused(run(GRADER, "new", ".", cwd=tmp_path), 2, "not empty; name a new folder")
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]
    done = run(GRADER, "new", "notes.txt", cwd=tmp_path)
    assert done.returncode == 2 and "notes.txt" in done.stderr and "Traceback" not in done.stderr
