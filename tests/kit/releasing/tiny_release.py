"""A tiny course with a known mistake and an accepted solution, and where its release is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

MISTAKE = '''"""Known mistakes of double."""


def squared(n):
    """The number is multiplied by itself, not added to itself."""
    product_of_both = n * n
    if product_of_both < 0:
        raise ValueError("a square is never negative")
    return product_of_both
'''
ACCEPTED = '''"""Accepted solutions of double."""


def shifted(n):
    """The bits are shifted."""
    moved_by_one_place = n << 1
    return moved_by_one_place
'''
AUDIT = """
[audit]
most_degenerate = 3

[budgets.full]
images = 2000
epochs = 1
thresholds = [0.5]
digits_epochs = 1
digits_thresholds = [0.5]
"""


@dataclass(frozen=True)
class Released:
    """A course and its release, as `grader release --zip --notebook` wrote it."""

    course: Path
    folder: Path
    archive: Path
    text: str

    def copy(self, target: Path) -> Path:
        shutil.copytree(self.folder, target)
        return target
