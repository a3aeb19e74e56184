"""Fixtures: a class of thirty in a tiny course."""

from __future__ import annotations

from pathlib import Path

import classes
import pytest
from support import tiny_course

from grader.results import Group


@pytest.fixture(scope="session")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny course of its own, since reports keep a key in it."""
    return tiny_course(tmp_path_factory.mktemp("lesson") / "course")


@pytest.fixture(scope="session")
def thirty(lesson: Path) -> Path:
    """Return the results of thirty students."""
    return classes.write_class(lesson.parent / "thirty", lesson, classes.students(30))


@pytest.fixture
def group() -> Group:
    return Group("double", "0123abcd", ("sub-01-Quoxleben", "sub-03-Quoxleben"))
