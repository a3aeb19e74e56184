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
        waiting += _required(requires)
    return frozenset(found)


def pins(packages: tuple[str, ...]) -> str:
    """Return a line for each distribution that the kit and these packages need, with the version installed here."""
    own = _required(importlib.metadata.requires("convkit") or ())
    found = sorted(closure((*own, *packages)))
    return "".join(f"{name}=={importlib.metadata.version(name).partition('+')[0]}\n" for name in found)


def requirements(kit: str, packages: tuple[str, ...]) -> str:
    """Return the lines of a requirements.txt: a wheel of the kit, by its path, and these packages."""
    return "".join(f"{line}\n" for line in (f"./{kit}", *packages))


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


def _required(lines: Iterable[str]) -> list[str]:
    """Return the names in requirements such as "numpy>=1.26; sys_platform == 'linux'", without those of extras."""
    return [re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0] for line in lines if not re.search(r"extra\s*==", line)]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
