"""The files of a release, as bytes that follow from the course, the kit and its versions alone."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from grader import packages, wheel
from grader.cases import bank, released
from grader.cases.keys import Keys, digest
from grader.cases.released import Keyed, Release, sha256
from grader.course import CATALOGUE, RELEASE, Course
from grader.notebook import writing
from grader.releasing import readme, settings
from grader.results import to_json

CI = (".ci/install", ".ci/feedback", ".ci/classroom50.py", ".github/workflows/feedback.yml", ".gitlab/feedback.yml")
COPIED = ("LICENSE", "NOTICE", "conftest.py", "constraints.txt", *CI)
NOTEBOOK = "tutorial.ipynb"
IGNORED = ".convkit/\n.venv/\n.hypothesis/\n__pycache__/\ngallery/\nresults/\n"
PYTEST = "[pytest]\ntestpaths = tests/exercises\naddopts = --no-header --tb=short\ncache_dir = .convkit/pytest\n"
CONFTEST = '"""Load the kit\'s pytest plugin."""\n\npytest_plugins = ["grader.practice.plugin"]\n'
COLAB = """**On your own computer:** set up the course as its README.md says, run `pip install jupyterlab` in the same
environment, and start `jupyter lab` in the course folder, which has this notebook.

**In Colab:** upload the archive of the course (click the folder icon on the left). Then remove the `#` from each line
of the next cell, and run it."""


@dataclass(frozen=True)
class Contents:
    """A release: its record, and all other files by their paths."""

    record: Release
    files: dict[str, bytes]

    @property
    def everything(self) -> dict[str, bytes]:
        return self.files | {RELEASE: to_json(self.record)}

    @property
    def name(self) -> str:
        """The name of the folder in an archive: the title in lower case, with hyphens."""
        return folder_name(self.record.course)


def folder_name(title: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in title.lower()).split()
    return "-".join(words) or "course"


def contents(course: Course, keys: Keys, *, notebook: bool = False) -> Contents:
    """Return the release of a course whose own bank is complete."""
    files = {name: (course.path / name).read_bytes() for name in COPIED if (course.path / name).is_file()}
    files |= _python_files(course.path, "student") | _python_files(course.path, "tests/exercises")
    files |= _bank(course, keys)
    files[CATALOGUE] = settings.for_students(course.path).encode()
    files["pytest.ini"] = PYTEST.encode()
    files[".gitignore"] = IGNORED.encode()
    files[".gitattributes"] = b"bank/* binary\n"
    files.setdefault("conftest.py", CONFTEST.encode())
    files.setdefault("constraints.txt", packages.pins(course.worker.packages).encode())
    name, kit = wheel.of_the_kit()
    files[f"kit/{name}"] = kit
    files["requirements.txt"] = packages.requirements(f"kit/{name}", course.worker.packages).encode()
    if notebook:
        files[NOTEBOOK] = writing.render(course, installation=installation(course)).encode()
    guide = course.path / readme.GUIDE
    if guide.is_file():
        files[readme.GUIDE] = readme.guide(guide.read_text(encoding="utf-8")).encode()
    files["README.md"] = readme.readme(course, files).encode()
    return Contents(_record(course, keys, files), dict(sorted(files.items())))


def _python_files(folder: Path, part: str) -> dict[str, bytes]:
    files = sorted((folder / part).glob("*.py"))
    return {f"{part}/{file.name}": file.read_bytes() for file in files if not file.name.startswith(".")}


def _bank(course: Course, keys: Keys) -> dict[str, bytes]:
    folder = bank.own_folder(course)
    files = [bank.file_of(folder, e.id, kind, keys) for e in course.exercises for kind in (bank.CASES, bank.KNOWLEDGE)]
    return {f"{bank.RELEASED}/{file.name}": file.read_bytes() for file in files}


def installation(course: Course) -> tuple[str, str]:
    """Return how a notebook of a release is set up, and the cell that does so in Colab."""
    cell = f"# !unzip -q *.zip\n# %cd {folder_name(course.title)}\n# %pip install -q -r requirements.txt"
    return f"## Before you begin\n\n{COLAB}", cell


def _record(course: Course, keys: Keys, files: dict[str, bytes]) -> Release:
    digests = {name: sha256(content) for name, content in sorted(files.items())}
    exercises = {e.id: Keyed(keys.cases(e.id), keys.knowledge(e.id)) for e in course.exercises}
    whole = digest(f"{name} {found}" for name, found in digests.items())
    return Release(course.title, version("convkit"), whole, released.source_of(course), exercises, digests)
