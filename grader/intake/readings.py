"""Where the code of a submission is, and which files are copies of modules, such as `images (1).py`."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from grader.intake.members import Member
from grader.intake.notebooks import is_notebook, listed

COPY = re.compile(r"(.+?)(?: ?\(\d{1,3}\)|[-_]\d{1,3})\.py", re.ASCII)


def original(own: str, wanted: Collection[str]) -> str:
    """Return the module that a file is a copy of, or "".

    >>> original("images (1).py", {"images.py"})
    'images.py'
    """
    found = COPY.fullmatch(own)
    return f"{found[1]}.py" if found and own not in wanted and f"{found[1]}.py" in wanted else ""


def with_copies(level: Iterable[Member], wanted: Collection[str]) -> tuple[list[Member], dict[str, str]]:
    """Give the only copy of each missing module its name.

    Returns the members of a folder, and the modules of which there are several copies, with what is wrong. A copy that
    can be imported under its own name stays, since another file may do so.
    """
    members = {m.parts[-1]: m for m in level}
    copies: dict[str, list[str]] = {}
    for own in members:
        if (module := original(own, wanted)) and module not in members:
            copies.setdefault(module, []).append(own)
    unclear = {}
    for module, names in copies.items():
        if len(names) > 1:
            unclear[module] = f"{listed(names)} may both be meant; submit one of them as {module}"
            continue
        member = members[names[0]]
        if not names[0].removesuffix(".py").isidentifier():
            del members[names[0]]
        told = f"{names[0]}: read as {module}"
        members[module] = replace(member, parts=(*member.parts[:-1], module), readings=(*member.readings, told))
    return list(members.values()), unclear


def homes_of(members: list[Member], wanted: Collection[str]) -> tuple[set[tuple[str, ...]], str]:
    """Return the folders with modules, or else with notebooks, or else with copies of modules, and what they have."""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("modules", lambda own: own in wanted),
        ("notebooks", is_notebook),
        ("modules", lambda own: bool(original(own, wanted))),
    )
    for what, test in tests:
        if homes := {m.parts[:-1] for m in members if test(m.parts[-1])}:
            return homes, what
    return set(), ""
