"""List the files of a submission, with the same rules for folders and archives."""

import stat
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from grader.intake import folder, notebooks, tarred, zipped
from grader.intake.folder import read_file
from grader.intake.members import (
    ARCHIVE_CAP,
    ARCHIVES,
    CROWDED,
    DEPTH_CAP,
    MEMBER_CAP,
    Member,
    SubmissionError,
    composed,
    is_hidden,
)
from grader.intake.notebooks import listed
from grader.intake.readings import homes_of
from grader.text import one_line

SINGLE = (notebooks.SUFFIX, ".py")  # a submission may be one file
FORMATS = "a folder, .zip, .tar, .tar.gz, .tgz, .ipynb or .py"


def listing(path: Path, wanted: Collection[str]) -> list[Member]:
    """List the files of a submission; if it has no code but an archive, the files of that archive."""
    return _opened(_listing(path, wanted), wanted)


def _listing(path: Path, wanted: Collection[str]) -> list[Member]:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            return _screened(folder.members_of(path, wanted))
        if not stat.S_ISREG(mode) or not path.name.lower().endswith((*ARCHIVES, *SINGLE)):
            raise SubmissionError(f"{_kind(mode)}; submit {FORMATS}")
        if path.name.lower().endswith(SINGLE):
            return _screened(iter([Member(composed((path.name,)), partial(read_file, str(path)))]))
        data = read_file(str(path), ARCHIVE_CAP + 1)
    except FileNotFoundError:
        raise SubmissionError("no such file or folder; check the path") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise SubmissionError(f"cannot be read ({one_line(reason)}); check its name and permissions") from None
    if len(data) > ARCHIVE_CAP:
        raise SubmissionError("larger than 64 MB; submit only the Python files")
    return _screened(_packed(path.name, data))


def _packed(name: str, data: bytes) -> Iterator[Member]:
    return zipped.members_of(data) if name.lower().endswith(".zip") else tarred.members_of(data)


def _opened(members: list[Member], wanted: Collection[str]) -> list[Member]:
    """Replace the only archive of a submission that has no code beside it by its members; those in it stay closed.

    The members of both count together. Raises SubmissionError if there are several.
    """
    if homes_of(members, wanted)[0]:
        return members
    archives = [m for m in members if m.parts[-1].lower().endswith(ARCHIVES) and not is_hidden(m.parts[-1])]
    if not archives:
        return members
    names = sorted(one_line("/".join(m.parts)) for m in archives)
    if len(archives) > 1:
        raise SubmissionError(f"contains several archives ({listed(names)}); submit one of them")
    (archive,) = archives
    told = (*archive.readings, f"{names[0]}: unpacked, since there is no code beside it")
    others = (m for m in members if m is not archive)
    try:
        inner = _packed(archive.parts[-1], notebooks.data_of(archive, "submit only the Python files"))
        return _screened(chain(others, (_within(archive, m, told) for m in inner)))
    except OSError as error:
        raise SubmissionError(f"{names[0]}: cannot be read ({error.strerror}); check its permissions") from None
    except SubmissionError as error:
        raise SubmissionError(f"{names[0]}: {error}") from None


def _within(archive: Member, inner: Member, told: tuple[str, ...]) -> Member:
    parts = archive.parts + inner.parts
    if len(parts) > DEPTH_CAP:
        raise SubmissionError(f"contains the path {one_line('/'.join(parts))}; use at most {DEPTH_CAP} levels")
    return replace(inner, parts=parts, readings=(*told, *inner.readings))


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return "a file of another format"
    return "a symbolic link" if stat.S_ISLNK(mode) else "a special file"


def _screened(members: Iterator[Member]) -> list[Member]:
    """Reject listings that are too long, or that different readers could interpret differently."""
    kept: dict[tuple[str, ...], Member] = {}
    for member in members:
        if not member.parts:
            raise SubmissionError("contains a file without a name; pack it again")
        hidden = next((n for n, part in enumerate(member.parts, 1) if is_hidden(part)), None)
        parts = member.parts[:hidden]
        if parts in kept and hidden is None:
            raise SubmissionError(f"contains {one_line('/'.join(parts))} twice; pack each file once")
        kept[parts] = replace(member, parts=parts)
        if len(kept) > MEMBER_CAP:
            raise SubmissionError(CROWDED)
    for parts in {m.parts[:n] for m in kept.values() for n in range(1, len(m.parts))} & kept.keys():
        raise SubmissionError(f"contains {one_line('/'.join(parts))} as a file and as a folder; pack it again")
    return list(kept.values())
