"""What checks may ask for besides a submission and the reference: course.toml names a module for each such fixture.

Such a module has a function `find`, which returns a Resource, and may have `validate`, `seconds` and `DOWNLOADS`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from grader.course import Course

Log = Callable[[str], None]


class ResourceError(Exception):
    """What is wrong with a resource, in one line for people: where, what, got, remedy."""


@dataclass(frozen=True)
class Resource:
    """Something that checks need and that is found once for all submissions: images to train on, pretrained weights.

    Attributes:
        facts: what results say about it, such as {"data": "mnist"}.
        digest: changes whenever a grade could change with it.
        open: returns the fixture itself, new for each round over a submission; it may have `marks` afterwards.
        source: where it was found, for people.
        remark: one line for people where a substitute is used, else nothing.
        stored: returns arrays that workers read by name.
        files: files that workers may read.
        environment: variables that tell student code where these files are.
    """

    facts: Mapping[str, str]
    digest: str
    open: Callable[[], Any]
    source: str = ""
    remark: str = ""
    stored: Callable[[], Mapping[str, np.ndarray]] = dict
    files: tuple[Path, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


def named(module: str) -> ModuleType:
    """Import a module that course.toml names."""
    return importlib.import_module(module)


def module_of(course: Course, fixture: str) -> ModuleType:
    return named(course.fixtures[fixture])


def find(course: Course, fixture: str, budget: str, folder: Path | None, log: Log) -> Resource:
    """Find what a fixture needs, in `folder` or the usual places; ResourceError where that is not possible."""
    found: Resource = module_of(course, fixture).find(course, budget, folder, log)
    return found


def heavy_seconds(course: Course, budget: str, measured: float) -> float:
    """Return the CPU seconds that the call of a heavy check may take, from what the course's yardstick took here."""
    limits = [module_of(course, fixture) for fixture in course.fixtures]
    return max((float(m.seconds(course, budget, measured)) for m in limits if hasattr(m, "seconds")), default=0.0)


def downloads(course: Course) -> dict[str, Callable[[Path | None], Path]]:
    """Return what the course's fixtures can download ahead, by name: each to a folder, else to the kit's own cache."""
    modules = [module_of(course, fixture) for fixture in course.fixtures]
    return {name: fetch for module in modules for name, fetch in getattr(module, "DOWNLOADS", {}).items()}


def to_stderr(line: str) -> None:
    """Print a line for people where it does not mix with results."""
    print(line, file=sys.stderr)
