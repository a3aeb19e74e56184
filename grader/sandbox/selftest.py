"""Find the best available isolation level, by attempting forbidden operations in a locked worker."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from grader.asking.isolated import Isolated
from grader.course import Limits
from grader.sandbox.command import Supplies, bubblewrap
from grader.sandbox.levels import IsolationLevel, missing
from grader.sandbox.processes import KitError, WeakIsolationError, ZygoteProcess
from grader.subject import Fault
from grader.values import Record, Request, Returned


def begin_zygote(candidates: Sequence[IsolationLevel], supplies: Supplies) -> ZygoteProcess | None:
    """Start a zygote at the level that `open_zygote` tries first, without waiting until it has imported everything."""
    try:
        return ZygoteProcess(candidates[0], supplies) if not _lacks(candidates[0]) else None
    except KitError:
        return None


def open_zygote(
    candidates: Sequence[IsolationLevel], supplies: Supplies, course: Path, begun: ZygoteProcess | None = None
) -> ZygoteProcess:
    """Return a zygote at the first of these levels that passes the self-test, perhaps one that has `begun`.

    Raises WeakIsolationError if none does.
    """
    reasons = []
    for level in candidates:
        for _ in range(2):  # a zygote killed during the self-test says nothing about the level
            zygote, against, attempts = _tried(level, supplies, course, begun)
            begun = None
            if zygote is not None and not against:
                return zygote
            if zygote is not None:
                zygote.close()
            if attempts:
                break
        reasons.append(f"{level}: {against[0]}")
    raise WeakIsolationError("; ".join(reasons))


def self_test(level: IsolationLevel, supplies: Supplies, course: Path) -> tuple[list[str], dict[str, bool]]:
    """Return the reasons why a level is not available, if any, and whether each attempt succeeded."""
    zygote, against, attempts = _tried(level, supplies, course)
    if zygote is not None:
        zygote.close()
    return against, attempts


def _lacks(level: IsolationLevel) -> str:
    """Return what must be installed for a level, or ""."""
    if level is IsolationLevel.R1 and not bubblewrap():
        return "bwrap is not installed; install the package bubblewrap, or convkit[bubblewrap]"
    return ""


def _tried(
    level: IsolationLevel, supplies: Supplies, course: Path, begun: ZygoteProcess | None = None
) -> tuple[ZygoteProcess | None, list[str], dict[str, bool]]:
    """Start a zygote, unless it has begun, and run the probe in one of its workers."""
    if lacking := _lacks(level):
        return None, [lacking], {}
    try:
        zygote = begun or ZygoteProcess(level, supplies)
    except KitError as error:
        return None, [str(error)], {}
    try:
        return zygote, *_probed(zygote, course)
    except BaseException:
        zygote.close()
        raise


def _probed(zygote: ZygoteProcess, course: Path) -> tuple[list[str], dict[str, bool]]:
    try:
        with closing(Isolated(zygote, {}, {}, Limits())) as transport:
            outcome = transport.ask(Request("probe", str(course)))
            locked = transport.worker.locked if transport.worker else ()
    except (KitError, Fault) as error:  # closing needs the zygote, too
        return [str(error)], {}
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, Record):
        return [f"the isolation probe did not reply ({outcome})"], {}
    attempts = {name: bool(done) for name, done in outcome.value.items.items()}
    return missing(zygote.level, locked, attempts), attempts
