"""Read an untrusted submission, a folder, an archive, a notebook or a module, into bytes."""

import hashlib
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.intake import notebooks, readings
from grader.intake.listing import SINGLE, listing
from grader.intake.members import ARCHIVES, FILE_CAP, LARGE, Member, SubmissionError, is_hidden
from grader.intake.notebooks import Notebook, is_notebook, listed
from grader.text import one_line

TOTAL_CAP = 8 << 20  # bytes of all modules, including rejected ones
NAME_CAP = 80  # characters of a module's name
NOTE_CAP = 50

PACKAGES = frozenset(
    {
        *("PIL", "matplotlib", "numpy", "pandas", "scipy", "skimage", "sklearn", "torch", "torchvision"),
        *("click", "grader", "hypothesis", "msgspec", "pip", "pytest", "rich", "setuptools"),
        *("conftest", "reference", "sitecustomize", "student", "tests", "usercustomize"),
    }
)


@dataclass(frozen=True)
class Sources:
    """The modules of one submission, as bytes.

    `refused` maps rejected modules to the reason; only their exercises fail. `ignored` has a line per unused file.
    `unreadable` says why there are none at all. The `notebook` has the code of the modules that are missing. `path` is
    where the submission was found, as text.
    """

    name: str
    files: dict[str, bytes]
    ignored: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    unreadable: str = ""
    notebook: Notebook | None = None
    path: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of all files used with their names, and of the rejected ones with the reasons."""
        total = hashlib.sha256()
        refused = {name: reason.encode(errors="surrogateescape") for name, reason in self.refused.items()}
        for name, data in (*sorted(self.files.items()), *sorted(refused.items())):
            for part in (name.encode(errors="surrogateescape"), data):
                total.update(len(part).to_bytes(8, "big") + part)
        total.update(self.notebook.digest if self.notebook else b"")
        return total.hexdigest()


def read_submission(path: Path, *, modules: Collection[str]) -> Sources:
    """Read the modules of a submission, their helper modules and a notebook, without running or parsing them.

    `modules` are the course's modules ("convolution"). Raises SubmissionError if there are none of them and no
    notebook, or if the archive is ambiguous.
    """
    wanted = {f"{module}.py" for module in modules}
    try:
        members = listing(path, wanted)
        root = _root(members, wanted)
        return _take(submission_name(path), members, root, wanted)
    except SubmissionError as error:
        own = f"{one_line(path.name or str(path))}: "
        raise SubmissionError(own + str(error).removeprefix(own)) from None


def submission_name(path: Path) -> str:
    """Return the name of the folder, or of the file without its suffix; it may contain any character.

    >>> submission_name(Path("submissions/ada.tar.gz"))
    'ada'
    """
    name = Path(os.path.abspath(path)).name  # noqa: PTH100  resolve() would follow links, absolute() keeps ".."
    suffix = next((s for s in (*ARCHIVES, *SINGLE) if name.lower().endswith(s)), "")
    return name[: len(name) - len(suffix)] or name or "submission"


def _root(members: list[Member], wanted: Collection[str]) -> tuple[str, ...]:
    """Find the folder with the modules: the top, a folder `student`, or the only subfolder that contains any.

    If there are no modules, find the folder with a notebook, or else with copies of modules, in the same way.
    """
    homes, what = readings.homes_of(members, wanted)
    root: tuple[str, ...] = ()
    while root not in homes:
        below = {home[: len(root) + 1] for home in homes if home[: len(root)] == root}
        if not below:
            raise SubmissionError(_nothing([m.parts[-1] for m in members], wanted))
        if (*root, "student") in homes:
            below = {(*root, "student")}
        if len(below) > 1:
            names = ", ".join(sorted(one_line("/".join(parts)) for parts in below)[:5])
            raise SubmissionError(f"contains {what} in several folders ({names}); submit one of them")
        root = below.pop()
    return root


def _nothing(names: list[str], wanted: Collection[str]) -> str:
    """Return what is wrong with a submission without code, and the remedy."""
    expected, remedy = " or ".join(sorted(wanted)), _misspelt(names, wanted)[:2]
    if len(names) == 1 and names[0].endswith(".py") and not remedy:
        return f"found {one_line(names[0])} instead of {expected}; give it the name of its module"
    if packed := [one_line(name) for name in names if name.lower().endswith(ARCHIVES)]:
        remedy.append(f"{listed(packed)} inside of an archive stays closed: pack the Python files themselves")
    remedy = remedy or ["submit at least one of them, or a notebook (.ipynb)"]
    return f"contains no {expected}; {', '.join(remedy)}"


def _take(name: str, members: list[Member], root: tuple[str, ...], wanted: Collection[str]) -> Sources:
    depth = len(root)
    inside = [m for m in members if m.parts[:depth] == root]
    level = sorted((m for m in inside if len(m.parts) == depth + 1), key=lambda m: m.parts)
    books = [m for m in level if is_notebook(m.parts[-1])]
    level = [m for m in level if m not in books]
    level, unclear = (level, {}) if books else readings.with_copies(level, wanted)
    unwanted = {m.parts[-1]: _unwanted(m.parts[-1]) for m in level if m.parts[-1] not in wanted}
    unwanted |= {f"{m.parts[depth]}/": "a folder, ignored" for m in inside if len(m.parts) > depth + 1}
    notes = [f"{one_line(own)}: {reason}" for own, reason in sorted(unwanted.items()) if reason]
    notes += _misspelt((m.parts[-1] for m in level), wanted)
    taken = [m for m in level if not unwanted.get(m.parts[-1])]
    # Read modules first, so that helpers cannot use up their share of the size limit.
    files, refused = _read(sorted(taken, key=lambda m: m.parts[-1] not in wanted))
    refused |= unclear
    notes += [f"{one_line(own)}: rejected, {reason}" for own, reason in sorted(refused.items())]
    notebook, told = notebooks.choose(books, (files.keys() | refused.keys()) & set(wanted), wanted)
    notes = [*dict.fromkeys(reading for m in level + books for reading in m.readings), *told, *notes]
    if len(inside) < len(members):
        notes.append(f"outside {one_line('/'.join(root))}/: {_outside(members, depth, root)}, ignored")
    if len(notes) > NOTE_CAP:
        notes = [*notes[: NOTE_CAP - 1], f"and {len(notes) - NOTE_CAP + 1} more"]
    return Sources(name, dict(sorted(files.items())), tuple(notes), dict(sorted(refused.items())), notebook=notebook)


def _outside(members: list[Member], depth: int, root: tuple[str, ...]) -> str:
    """Describe the members outside the folder that is used; a notebook among them may be what was meant."""
    others = [m for m in members if m.parts[:depth] != root]
    books = [one_line("/".join(m.parts)) for m in others if is_notebook(m.parts[-1])]
    return f"{len(others)} more" + (f", among them {listed(books)}" if books else "")


def _misspelt(names: Iterable[str], wanted: Collection[str]) -> list[str]:
    """Return notes on files that differ from a missing module only in capital letters."""
    found = set(names)
    missing = {name.casefold(): name for name in wanted if name not in found}
    pairs = [(name, missing[name.casefold()]) for name in sorted(found) if name.casefold() in missing]
    return [f"found {one_line(name)}, expected {right}: capital letters matter" for name, right in pairs]


def _unwanted(own: str) -> str:
    """Return why a file next to the modules is not used as a helper module; "" if it is used."""
    stem = own.removesuffix(".py")
    if is_hidden(own):
        return "hidden or generated, ignored"
    if own.endswith("/"):
        return "a folder, ignored"
    if stem in PACKAGES or stem in sys.stdlib_module_names:
        return "named like a package, ignored"
    if stem == own or not stem.isidentifier() or stem.startswith("__") or len(own) > NAME_CAP:
        return "not a Python module, ignored"
    return ""


def _read(members: list[Member]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the files read and the rejected ones with the reasons; both count towards TOTAL_CAP."""
    spellings = Counter(unicodedata.normalize("NFKC", m.parts[-1]).casefold() for m in members)
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    budget = TOTAL_CAP
    for member in members:
        own = member.parts[-1]
        data, cost = b"", 0
        reason = member.trouble
        if spellings[unicodedata.normalize("NFKC", own).casefold()] > 1:
            reason = "another file has the same name except for case"
        if not reason and member.weight > budget:
            reason = "the submission contains more than 8 MB of Python"
        if not reason:
            try:
                data = member.read(min(FILE_CAP, budget) + 1)
                cost = max(len(data), member.weight)
            except OSError as error:
                reason = f"cannot be read ({error.strerror})"
        if len(data) > FILE_CAP:
            reason = LARGE
        elif len(data) > budget:
            reason = "the submission contains more than 8 MB of Python"
        budget = max(0, budget - cost)
        if reason:
            refused[own] = reason
        else:
            files[own] = data
    return files, refused
