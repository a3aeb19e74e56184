"""Resources that checks use as fixtures, such as training images; course.toml names the module of each fixture.

Such a module defines `find`, which returns a Resource, and optionally `validate`, `seconds` and `DOWNLOADS`.
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
    """A resource is missing or damaged. The message is one line: where, what, got, remedy."""


@dataclass(frozen=True)
class Resource:
    """Data shared by all submissions, such as training images or pretrained weights.

    Attributes:
        facts: entries for the results, such as {"data": "mnist"}.
        digest: changes whenever the resource changes in a way that could change a grade.
        open: creates the fixture, once per round over a submission; the fixture may set `marks`.
        source: where it was found, for display.
        remark: one line if a substitute is used, else empty.
        stored: returns the arrays that workers read by name.
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


def find(course: Course, fixture: str, budget: str, folder: Path | None, log: Log, secret: str = "") -> Resource:
    """Find a fixture's resource in `folder` or the default places. Raises ResourceError if it is not available.

    `secret` decides what a submission must not know, such as the order of unseen images; it follows from the bank.
    """
    found: Resource = module_of(course, fixture).find(course, budget, folder, log, secret)
    return found


def heavy_seconds(course: Course, budget: str, measured: float) -> float:
    """Return the CPU time limit in seconds for a call of a heavy check; `measured` is the course's benchmark time."""
    limits = [module_of(course, fixture) for fixture in course.fixtures]
    return max((float(m.seconds(course, budget, measured)) for m in limits if hasattr(m, "seconds")), default=0.0)


def downloads(course: Course) -> dict[str, Callable[[Path | None], Path]]:
    """Return the download functions of the course's fixtures by name; each takes a folder or None for the cache."""
    modules = [module_of(course, fixture) for fixture in course.fixtures]
    return {name: fetch for module in modules for name, fetch in getattr(module, "DOWNLOADS", {}).items()}


def to_stderr(line: str) -> None:
    """Print a line to stderr."""
    print(line, file=sys.stderr)
