"""Fixtures: the release of a tiny course."""

from __future__ import annotations

from pathlib import Path

import pytest
import support
from support import GRADER, run
from tiny_release import ACCEPTED, AUDIT, MISTAKE, Released


@pytest.fixture(scope="session")
def released(space: Path) -> Released:
    """Return the release of a tiny course, which all tests only read."""
    place = support.fresh(space, "released")
    course = support.tiny_course(place / "course")
    for kind, source in (("mistakes", MISTAKE), ("accepted", ACCEPTED)):
        (course / "reference" / kind).mkdir()
        (course / "reference" / kind / "double.py").write_text(source)
    catalogue = course / "course.toml"
    before, table, after = catalogue.read_text().partition("[[exercises]]")
    catalogue.write_text(before + AUDIT + "\n" + table + after)
    done = run(GRADER, "release", place / "handout", "--zip", "--notebook", cwd=course)
    assert done.returncode == 0, done.stderr
    return Released(course, place / "handout", place / "handout.zip", done.stdout + done.stderr)
