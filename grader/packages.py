"""The packages that a submission may import while it is graded."""

import importlib.metadata
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache


@cache
def closure(packages: tuple[str, ...]) -> frozenset[str]:
    """Return the installed distributions among these packages and their dependencies."""
    found: set[str] = set()
    waiting = list(packages)
    while waiting:
        name = _normal(waiting.pop())
        if name in found or name == "convkit":
            continue
        try:
            requires = importlib.metadata.distribution(name).requires or []
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting += [
            re.split(r"[\s;<>=!~\[(]", need, maxsplit=1)[0] for need in requires if not re.search(r"extra\s*==", need)
        ]
    return frozenset(found)


def not_among(packages: tuple[str, ...], modules: Iterable[str]) -> list[str]:
    """Return the modules that are installed here, but belong to none of these packages or their dependencies."""
    places, known = _places(), closure(packages)
    return [
        name
        for name in modules
        if name in places and name not in sys.stdlib_module_names and known.isdisjoint(map(_normal, places[name]))
    ]


@cache
def _places() -> Mapping[str, list[str]]:
    """Return the distributions of each installed module; finding them reads the metadata of all packages."""
    return importlib.metadata.packages_distributions()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
