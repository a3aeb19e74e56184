"""Make the archive of a Gradescope autograder."""

import importlib.resources
import sys
from importlib.metadata import version
from pathlib import Path

from grader import packages, wheel
from grader.autograders import settings
from grader.autograders.settings import Settings
from grader.course import Course
from grader.results import to_json

SCRIPTS = ("setup.sh", "run_autograder")
# The memory in MB that a container needs, from measurements; see docs/instructors.md.
WITHOUT_TORCH, WITH_TORCH = 512, 1400


def needed_memory(course: Course) -> int:
    """Return the memory in MB that a container for this course should have."""
    return WITH_TORCH if "torch" in packages.closure(course.worker.packages) else WITHOUT_TORCH


def archive(course: Course, parts: dict[str, bytes], data: Path | None, chosen: Settings) -> bytes:
    """Return the zip archive to upload; `parts` are the course and its bank."""
    scripts = importlib.resources.files("grader.autograders") / "scripts"
    name, kit = wheel.of_the_kit()
    files = {script: (scripts / script).read_bytes() for script in SCRIPTS}
    files |= parts | {name: kit, settings.FILE: to_json(chosen)}
    files["python-version.txt"] = f"{sys.version_info.major}.{sys.version_info.minor}\n".encode()
    files["requirements.txt"] = packages.requirements(name, course.worker.packages).encode()
    files["constraints.txt"] = packages.pins(course.worker.packages).encode()
    tables = (course.grading.extensions, course.grading.groups, course.grading.manual)
    files |= {f"course/{table}": (course.path / table).read_bytes() for table in tables if table}
    if data:
        found = [file for file in data.rglob("*") if file.is_file()]
        files |= {f"data/{file.relative_to(data).as_posix()}": file.read_bytes() for file in found}
    return wheel.archive(files, programs=SCRIPTS)


def chosen_settings(course: Course, budget: str, *, allow_weak: bool) -> Settings:
    return Settings(version("convkit"), budget, needed_memory(course), allow_weak)
