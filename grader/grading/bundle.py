"""All that a judge needs of a course, as bytes, to be sent elsewhere."""

from collections.abc import Sequence
from pathlib import Path

from grader import course
from grader.cases import bank
from grader.cases.keys import Keys
from grader.mistakes import named


def parts(folder: Path, place: Path, only: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the files of a course under `course/`, and its bank, a folder or a file, as `bank`."""
    files = [file for name in (course.CATALOGUE, course.RELEASE) if (file := folder / name).is_file()]
    files += sorted((folder / "tests" / "exercises").glob("*.py"))
    files += sorted((folder / "reference").rglob("*.py")) + sorted((folder / named.FOLDER).glob("*/*.json"))
    found = {f"course/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in files}
    if place.is_dir():
        keys = Keys.of(course.load(folder))
        found["bank"] = bank.to_bytes(bank.bodies_in(place, keys, only or keys.exercises))
    else:
        found["bank"] = place.read_bytes()
    return found
