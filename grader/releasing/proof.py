"""Prove what a release holds and what it does not, in the files and in a fresh environment."""

import shutil
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.cases import bank, drawing
from grader.cases.keys import Keys
from grader.course import CATALOGUE, Course
from grader.releasing import answers, settings, traces
from grader.releasing.content import Contents
from grader.releasing.environment import Fresh
from grader.results import ExerciseResult, Report

SOLUTIONS = ("*.py", "mistakes/*.py", "lookalikes/*.py", "accepted/*.py", "degenerate/*.py")
HISTORY = {".git", ".hg", ".svn", ".convkit", ".hypothesis", ".ipynb_checkpoints", "__pycache__", "reference"}
COMPILED = {".pyc", ".pyo", ".so", ".pyd"}
DATA = {".npy", ".npz", ".pt", ".pth", ".gz"}  # images, labels and weights


@dataclass(frozen=True)
class Claim:
    """Something that a release promises, and what contradicts it."""

    text: str
    problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, problems: Iterable[str]) -> "Claim":
        return cls(text, tuple(problems))


def claims(course: Course, folder: Path, made: Contents, scratch: Path, budget: str) -> Iterator[Claim]:
    """Yield the claims about the release in a folder; `made` is what the course gives now."""
    keys, names = Keys.of(course), _names(folder)
    files = {name: (folder / name).read_bytes() for name in names if name in made.everything}
    surplus = (f"{name}: is no file of the release" for name in names if name not in files)
    yield Claim.of("It is what the course gives now, byte by byte, and nothing else.", [*_other(files, made), *surplus])
    yield Claim.of("It has no history, byte-code, images, labels, weights or folder of solutions.", _unwanted(names))
    yield Claim.of("Its settings have no levers for instructors.", _levers(files))
    yield Claim.of("Its bank is the public one, with nothing of a secret seed.", _secrets(files, keys))
    wanted = traces.traces(_solutions(course), course.path)
    found = traces.found_in({name: content for name, content in files.items() if not _is_check(name)}, wanted)
    yield Claim.of("No function of the solutions, and no two statements of one, are in a file.", found)
    found = traces.found_in({name: content for name, content in files.items() if _is_check(name)}, wanted)
    loaded = bank.load(bank.own_folder(course), keys)
    found += answers.given_away(course, keys, loaded)
    yield Claim.of("No check file has code of a solution, or a function that answers an exercise.", found)
    fresh = Fresh(files, scratch)
    yield Claim.of("The kit comes from the release's wheel.", _other_kit(fresh))
    yield Claim.of("All stubs are not started.", unlike(fresh.pytest("none"), is_untouched))
    for file in sorted((course.path / "reference").glob("*.py")):
        shutil.copyfile(file, fresh.folder / "student" / file.name)
    yield Claim.of("The course's solutions get all points.", unlike(fresh.pytest(budget), is_full))
    drawn = [str(file) for file in (fresh.folder / ".convkit").rglob("*.cases")]
    yield Claim.of("No case was drawn.", drawn)


def _names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir())


def _is_check(name: str) -> bool:
    return name.startswith("tests/")


def _other(files: dict[str, bytes], made: Contents) -> Iterator[str]:
    for name, content in made.everything.items():
        if files.get(name) != content:
            yield f"{name}: {'has other bytes' if name in files else 'is missing'}"


def _unwanted(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        path = PurePosixPath(name)
        if HISTORY & set(path.parts) or path.suffix in COMPILED | DATA or "ubyte" in path.name:
            yield name


def _levers(files: dict[str, bytes]) -> list[str]:
    try:
        found = tomllib.loads(files.get(CATALOGUE, b"").decode("utf-8", "replace"))
    except tomllib.TOMLDecodeError as error:
        return [f"{CATALOGUE}: {error}"]
    return [f"{CATALOGUE}: [{name}]" for name in settings.LEVERS if name in found]


def _secrets(files: dict[str, bytes], keys: Keys) -> Iterator[str]:
    """Yield the parts of the bank that are damaged, of other checks, or drawn with another seed than the public one."""
    for name, content in files.items():
        if name.endswith(f".{bank.CASES}"):
            exercise = PurePosixPath(name).name.rpartition("-")[0]
            try:
                part = bank.part_of(content, name)
            except bank.BankError as error:
                yield str(error)
                continue
            if part.secret != drawing.secret_of(drawing.SEED):
                yield f"{name}: drawn with another seed"
            if exercise not in keys.exercises or part.key != keys.cases(exercise):
                yield f"{name}: drawn from other checks or another reference"


def _solutions(course: Course) -> list[Path]:
    return [file for pattern in SOLUTIONS for file in sorted((course.path / "reference").glob(pattern))]


def _other_kit(fresh: Fresh) -> list[str]:
    found = fresh.kit()
    return [] if found.startswith(str(fresh.scratch)) else [found or "it cannot be imported"]


def is_untouched(exercise: ExerciseResult) -> bool:
    """Whether an exercise is not started, or cannot be checked here."""
    return exercise.status in ("not_started", "skipped")


def is_full(exercise: ExerciseResult) -> bool:
    """Whether an exercise has all points that can be had here."""
    return exercise.status in ("passed", "skipped") and exercise.score == exercise.max_score


def unlike(report: Report | str, holds: Callable[[ExerciseResult], bool]) -> list[str]:
    """Return a line for each exercise of which something does not hold, or why nothing was reported."""
    if isinstance(report, str):
        return [report]
    return [
        f"{e.id}: {e.status}, {e.score} of {e.max_score} points: {e.message.partition(chr(10))[0]}"
        for e in report.exercises
        if not holds(e)
    ]
