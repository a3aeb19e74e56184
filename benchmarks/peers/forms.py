"""How each tool prepares the mini-course, grades submissions and reports their points."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SUBMISSIONS = HERE / "submissions"
SOLUTION = SUBMISSIONS / "right" / "filters.py"
POINTS = 2  # for each of the five checks

Points = dict[str, float | None]  # of each submission; None where the tool gives no report


@dataclass
class Course:
    """A fresh copy of the mini-course in the form of one tool, its programs, and a limit for all its commands."""

    folder: Path
    programs: Path
    limit: float
    log: Path
    started: float = 0.0
    seconds: float = 0.0
    ended: bool = True  # before the limit
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        """What the last command printed."""
        return self.folder / "output.txt"

    def start(self) -> None:
        self.started = time.perf_counter()

    def stop(self) -> None:
        self.seconds = self.seconds or time.perf_counter() - self.started

    def call(self, program: str, *arguments: object) -> bool:
        """Run a command in the course folder; return whether it ended before the limit."""
        command = [str(self.programs / program), *map(str, arguments)]
        with self.output.open("w") as output:
            child = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                child.wait(max(0.0, self.started + self.limit - time.perf_counter()) if self.started else None)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)  # Jupyter's kernels notice that their parent is gone
                child.wait()
                self.ended = False
            except BaseException:
                os.killpg(child.pid, signal.SIGKILL)
                raise
        with self.log.open("a") as log:
            print("$", *command, f"({child.returncode})\n{self.output.read_text(errors='replace')}", file=log)
        return self.ended

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
        jupyter = {
            name: str(self.folder / ".jupyter")
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        }
        path = {"PATH": f"{self.programs}{os.pathsep}{kept['PATH']}"}
        return kept | jupyter | path | {"JUPYTER_PREFER_ENV_PATH": "1"} | self.variables


@dataclass(frozen=True)
class Tool:
    """A tool; its folder and its requirements have its name."""

    name: str
    title: str
    prepare: Callable[[Course, Sequence[str]], None]
    grade: Callable[[Course, Sequence[str]], Points]

    def run(self, course: Course, names: Sequence[str]) -> Points:
        """Copy the course, prepare it, and time how the tool grades these submissions."""
        shutil.copytree(HERE / self.name, course.folder, ignore=shutil.ignore_patterns("__pycache__"))
        self.prepare(course, names)
        course.start()
        points = self.grade(course, names)
        course.stop()
        return points


def with_solution(place: str) -> Callable[[Course, Sequence[str]], None]:
    """Return what copies the solution to this place."""

    def prepare(course: Course, names: Sequence[str]) -> None:
        (course.folder / place).parent.mkdir(exist_ok=True)
        shutil.copyfile(SOLUTION, course.folder / place)

    return prepare


def one_by_one(
    command: Sequence[str], report: str, points: Callable[[str], float | None], module: str = "filters.py"
) -> Callable[[Course, Sequence[str]], Points]:
    """Return a loop over submissions: copy the module to its place, run the command, and read the report."""

    def grade(course: Course, names: Sequence[str]) -> Points:
        found: Points = dict.fromkeys(names)
        place, written = course.folder / module, course.folder / report
        place.parent.mkdir(parents=True, exist_ok=True)
        for name in names:
            written.unlink(missing_ok=True)
            for compiled in (place.parent / "__pycache__").glob(f"{place.stem}.*"):
                compiled.unlink()
            shutil.copyfile(SUBMISSIONS / name / "filters.py", place)
            if not course.call(*command):
                break
            text = written.read_text() if written.exists() else ""
            found[name] = points(text) if text else None
        return found

    return grade


def junit_points(text: str) -> float:
    """pytest has no points: count the tests that passed."""
    return sum(POINTS for test in ET.fromstring(text).iter("testcase") if not len(test))  # noqa: S314  pytest wrote it


def pytest_grader_points(text: str) -> float | None:
    found = re.search(r"Total Score: ([\d.]+)/", text)
    return float(found[1]) if found else None


def prairielearn_points(text: str) -> float | None:
    results = json.loads(text)
    return sum(test["points"] for test in results["tests"]) if results["gradable"] else None


def gradescope_points(text: str) -> float:
    return json.loads(text)["score"]


def grade_by_convkit(course: Course, names: Sequence[str]) -> Points:
    course.variables["PYTHONPATH"] = str(ROOT)
    course.call("grader", "grade", *(SUBMISSIONS / name for name in names), "--out", "out")
    written = {name: course.folder / "out" / name / "results.json" for name in names}
    return {name: json.loads(path.read_text())["score"] if path.exists() else None for name, path in written.items()}


def prepare_prairielearn(course: Course, names: Sequence[str]) -> None:
    """Take an account without rights for the submission's process, as the tool's image does, if this is possible."""
    with_solution("solution.py")(course, names)
    try:
        subprocess.run([course.programs / "python", "-c", "import numpy"], user="nobody", check=True, cwd="/")
        options = "--worker-username nobody"
    except (OSError, subprocess.CalledProcessError):
        options = ""
    (course.folder / "pytest.ini").write_text(f"[pytest]\naddopts = {options}\n")


def prepare_otter(course: Course, names: Sequence[str]) -> None:
    with_solution("solution.py")(course, names)
    course.call("otter", "generate", "--tests-dir", "tests", "--output-path", "autograder.zip", "solution.py")
    for name in names:
        cell = nbformat.v4.new_code_cell((SUBMISSIONS / name / "filters.py").read_text())
        (course.folder / name).mkdir()
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), course.folder / name / "filters.ipynb")


def grade_by_otter(course: Course, names: Sequence[str]) -> Points:
    found: Points = dict.fromkeys(names)
    for name in names:
        if not course.call("otter", "run", "--no-logo", "-a", "autograder.zip", "-o", name, f"{name}/filters.ipynb"):
            break
        written = course.folder / name / "results.json"
        if written.exists():
            found[name] = sum(test.get("score", 0) for test in json.loads(written.read_text())["tests"])
    return found


def nbgrader_notebook(module: str) -> nbformat.NotebookNode:
    """Return the assignment with this module in its first cell, and the tests in the others."""

    def cell(name: str, source: str, **marks: object) -> nbformat.NotebookNode:
        marks |= {"schema_version": 3, "grade_id": name, "cell_type": "code", "task": False}
        return nbformat.v4.new_code_cell(source, metadata={"nbgrader": marks})

    cells = [cell("module", module, grade=False, solution=True, locked=False)]
    parts = re.split(r"^# %% (\w+)\n", (HERE / "nbgrader" / "tests.py").read_text(), flags=re.MULTILINE)
    for name, source in zip(parts[1::2], parts[2::2], strict=True):
        cells.append(cell(name, source.strip(), grade=True, solution=False, locked=True, points=POINTS))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def prepare_nbgrader(course: Course, names: Sequence[str]) -> None:
    source = course.folder / "source" / "filters"
    source.mkdir(parents=True)
    shutil.copyfile(SOLUTION, source / "solution.py")
    marked = f"### BEGIN SOLUTION\n{SOLUTION.read_text()}### END SOLUTION"
    nbformat.write(nbgrader_notebook(marked), source / "filters.ipynb")
    course.call("nbgrader", "generate_assignment", "filters")
    for name in names:
        place = course.folder / "submitted" / name / "filters"
        place.mkdir(parents=True)
        nbformat.write(nbgrader_notebook((SUBMISSIONS / name / "filters.py").read_text()), place / "filters.ipynb")


def grade_by_nbgrader(course: Course, names: Sequence[str]) -> Points:
    """Grade all; a submission has a report if it has a notebook with the results."""
    course.call("nbgrader", "autograde", "filters")
    course.stop()
    course.call("nbgrader", "export")
    with (course.folder / "grades.csv").open() as grades:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(grades)}
    reported = [name for name in names if (course.folder / "autograded" / name / "filters" / "filters.ipynb").exists()]
    return {name: scores.get(name) if name in reported else None for name in names}


PYTEST = ("python", "-m", "pytest", "-q")
GRADE_BY_PYTEST = one_by_one((*PYTEST, "--junitxml", "report.xml"), "report.xml", junit_points)
TOOLS = [
    Tool("convkit", "convkit (this kit)", with_solution("reference/filters.py"), grade_by_convkit),
    Tool("pytest", "pytest", with_solution("solution.py"), GRADE_BY_PYTEST),
    Tool("hypothesis", "pytest + hypothesis", with_solution("solution.py"), GRADE_BY_PYTEST),
    Tool(
        "prairielearn",
        "pytest-prairielearn-grader",
        prepare_prairielearn,
        one_by_one(PYTEST, "autograder_results.json", prairielearn_points, "test_student/student/filters.py"),
    ),
    Tool(
        "pytest_grader",
        "pytest-grader",
        with_solution("solution.py"),
        one_by_one((*PYTEST, "--score"), "output.txt", pytest_grader_points),
    ),
    Tool(
        "gradescope",
        "gradescope-utils (without its platform)",
        with_solution("solution.py"),
        one_by_one(("python", "run_tests.py"), "results.json", gradescope_points),
    ),
    Tool("otter", "otter-grader (local mode)", prepare_otter, grade_by_otter),
    Tool("nbgrader", "nbgrader", prepare_nbgrader, grade_by_nbgrader),
]
