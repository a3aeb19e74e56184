"""Pin the packages that the kit needs to the versions that are installed here."""

from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

KIT = "convkit"


def version() -> str:
    """Return the version of the kit."""
    return distribution(KIT).version


def pins() -> str:
    """Return a line for each package that the kit needs here, with its version."""
    found: dict[str, str] = {}
    waiting = [Requirement(KIT)]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in found or not (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue  # an optional part of another package
        found[name] = installed.version.partition("+")[0]
        waiting += [Requirement(line) for line in installed.requires or ()]
    return "".join(f"{name}=={version}\n" for name, version in sorted(found.items()) if name != KIT)
