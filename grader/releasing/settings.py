"""Write a course's course.toml without the settings that are for instructors only."""

import re
import tomllib
from pathlib import Path

from grader.course import CATALOGUE, CourseError

LEVERS = ("audit", "grading")  # tables for instructors
TABLE = re.compile(r"^\[+ *([A-Za-z0-9_-]+)[^\]]*\]+", re.MULTILINE)


def for_students(folder: Path) -> str:
    """Return the text of course.toml without the tables for instructors; all else stays as it is written."""
    text = (folder / CATALOGUE).read_text(encoding="utf-8")
    starts = [match.start() for match in TABLE.finditer(text)]
    parts = [text[: starts[0]] if starts else text]
    parts += [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    kept = "".join(part for part in parts if not ((head := TABLE.match(part)) and head[1] in LEVERS))
    wanted = {name: value for name, value in tomllib.loads(text).items() if name not in LEVERS}
    try:
        found = tomllib.loads(kept)
    except tomllib.TOMLDecodeError:
        found = {}
    if found != wanted:
        names = " and ".join(f"[{name}]" for name in LEVERS)
        raise CourseError(f"{folder / CATALOGUE}: {names} cannot be cut out; write each as a table of its own.")
    return kept.rstrip() + "\n"
