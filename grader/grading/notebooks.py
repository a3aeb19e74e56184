"""Make the modules of a course from a student's notebook; a locked worker takes it apart, without running it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from grader.asking.isolated import Isolated, Policy
from grader.asking.places import Places
from grader.course import Limits
from grader.grading import costs
from grader.intake.notebooks import Notebook, listed
from grader.intake.submission import Sources
from grader.sandbox.processes import ZygoteProcess
from grader.subject import Fault
from grader.values import Array, Items, Raised, Request, Returned
from grader.worker.extraction import Extract

ROOM = 16 << 20  # bytes of all modules together; each may have most of the code
CELLS_NAMED = 10


@dataclass(frozen=True)
class Made:
    """The modules made from a notebook, notes about it, and the reason if there are none."""

    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    places: Places = field(default_factory=Places)
    trouble: str = ""


def modules_of(sources: Sources, zygote: ZygoteProcess, functions: Mapping[str, str], limits: Limits) -> Made:
    """Make the modules that a submission does not have from its notebook, if it has one."""
    if sources.notebook is None:
        return Made()
    present = {name.removesuffix(".py") for name in (*sources.files, *sources.refused)}
    missing = {name: module for name, module in functions.items() if module not in present}
    name = sources.notebook.name
    try:
        extract = _extract(sources.notebook, zygote, missing, limits)
    except Fault as fault:
        return Made(notes=(f"{name}: cannot be read: {fault}",), trouble=f"{name} cannot be read: {fault}")
    hints = {exercise: f"; {exercise} is only imported from {m}.py" for exercise, m in extract.imported.items()}
    for cell in extract.invalid:
        hints |= dict.fromkeys(cell.exercises, f"; cell {cell.cell} is not valid Python ({cell.reason})")
    places = Places(name, {module: made.pieces for module, made in extract.modules.items()}, hints)
    files = {f"{module}.py": made.source.encode() for module, made in extract.modules.items()}
    return Made(files, tuple(_notes(name, extract)), places)


def _extract(notebook: Notebook, zygote: ZygoteProcess, functions: Mapping[str, str], limits: Limits) -> Extract:
    """Ask a worker of its own to take the notebook apart. Raises Fault if it cannot."""
    seconds = costs.RETRY_FACTOR * limits.importing
    transport = Isolated(zygote, {}, functions, limits, cpu_seconds=seconds)
    transport.begin(Policy(killed_counts=False))
    transport.call_seconds = seconds
    cells = Items("list", tuple(Items("tuple", cell) for cell in notebook.cells))
    try:
        outcome = transport.ask(Request("extract", arguments=(cells,), room=ROOM))
    finally:
        transport.close()
    if isinstance(outcome, Raised):
        raise Fault("error", "its code needs too much memory" if outcome.memory else "its code is too complicated")
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, Array) or outcome.value.data is None:
        raise Fault("error", "its code is too long")
    try:
        return msgspec.msgpack.decode(outcome.value.data, type=Extract)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Fault("error", "its code is too complicated") from None


def _notes(name: str, extract: Extract) -> list[str]:
    """Return what was left out, in plain words."""
    notes = []
    total = sum(extract.left_out.values())
    if total:
        counts = [f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in extract.left_out.items()]
        notes.append(f"{name}: {listed(counts)} {'was' if total == 1 else 'were'} left out")
    invalid = extract.invalid
    notes += [f"{name}: cell {c.cell} is not valid Python ({c.reason}), left out" for c in invalid[:CELLS_NAMED]]
    if len(invalid) > CELLS_NAMED:
        notes.append(f"{name}: {len(invalid) - CELLS_NAMED} more cells are not valid Python, left out")
    return notes
