"""Recognise the platform that a download is from."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from grader.collecting import blackboard, brightspace, canvas, gradescope, moodle, plain, repositories
from grader.collecting.source import Reading, Source, SourceError, Unplaced
from grader.intake.members import ARCHIVES, GENERATED, is_hidden
from grader.text import one_line

Rules = Callable[[Source], Reading]
PLAIN = "plain"
JUNK = GENERATED | {".DS_Store", ".git", ".gitignore"}  # nobody misses it
MARKED: Mapping[str, Rules] = MappingProxyType(  # by names that only this platform gives
    {
        "canvas": canvas.read,
        "moodle": moodle.read,
        "gradescope": gradescope.read,
        "blackboard": blackboard.read,
        "brightspace": brightspace.read,
        "repositories": repositories.read,
    }
)
PLATFORMS: Mapping[str, Rules] = MappingProxyType({**MARKED, PLAIN: plain.read})


def recognised(source: Source, wanted: str = "") -> tuple[str, Reading]:
    """Return the platform and its reading: the wanted one, or the only one that explains most of the files.

    Raises SourceError if there is none, or if there are several.
    """
    found = {name: _read(source, name) for name in ([wanted] if wanted else MARKED)}
    placed = {name: len({p.member.parts for p in r.pieces}) + len(r.unplaced) for name, (r, _) in found.items()}
    most = max(placed.values())
    if not most and wanted:
        raise SourceError(f"{one_line(source.name)}: no submissions as {wanted} names them; try another --platform.")
    if not wanted and (not most or 2 * most < len(source.files)):
        return recognised(source, PLAIN)
    best = [name for name, count in placed.items() if count == most]
    if len(best) > 1:
        raise SourceError(f"{one_line(source.name)}: may be from {' or '.join(best)}; pass --platform {best[0]}, say.")
    return best[0], _completed(*found[best[0]])


def _read(source: Source, name: str) -> tuple[Reading, Source]:
    """Read the source as one platform's, perhaps without the folder that it is in as a whole; return what was read."""
    inner = source.unwrapped()
    if name == PLAIN:
        source = inner if _holds_submissions(inner) else source
        return plain.read(source), source
    reading = PLATFORMS[name](source)
    return (reading, source) if reading.pieces or inner is source else (PLATFORMS[name](inner), inner)


def _completed(reading: Reading, source: Source) -> Reading:
    """Add the files that the platform's rules say nothing about."""
    told = {p.member.parts for p in reading.pieces} | set(reading.own)
    named = {one.name for one in reading.unplaced}
    rest = ["/".join(m.parts) for m in source.files if m.parts not in told]
    hidden = [m.parts[0] for m in source.members if len(m.parts) == 1 and is_hidden(m.parts[0])]
    more = [Unplaced(name, "hidden") for name in hidden if name not in JUNK]
    more += [Unplaced(name, "not named as a student's file") for name in rest if name not in named]
    return replace(reading, unplaced=(*reading.unplaced, *more))


def _holds_submissions(source: Source) -> bool:
    """Whether a folder has several folders or archives, and nothing else."""
    tops = {m.parts[0] for m in source.files}
    return len(tops) > 1 and all(len(m.parts) > 1 or m.parts[0].lower().endswith(ARCHIVES) for m in source.files)
