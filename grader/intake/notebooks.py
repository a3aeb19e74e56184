"""Read the code cells of a Jupyter notebook; the Python in them is neither run nor parsed here."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

import msgspec
from msgspec import Raw, Struct

from grader.intake.members import ARCHIVE_CAP, FILE_CAP, Member, SubmissionError, is_hidden
from grader.text import one_line

SUFFIX = ".ipynb"
CELL_CAP = 2000
RAW_CAP = 8 * FILE_CAP  # bytes of all code as JSON, which may need six bytes for one
SAVE = "open it in Jupyter, clear its outputs, save it and submit it again"


class _Cell(Struct):
    """A cell; nbformat 3 calls the source of a code cell `input`. Outputs are skipped."""

    cell_type: str
    source: Raw = Raw(b"")
    input: Raw = Raw(b"")


class _Worksheet(Struct):
    cells: list[_Cell]


class _File(Struct):
    """A notebook of any version; nbformat 3 has worksheets."""

    cells: list[_Cell] = []
    worksheets: list[_Worksheet] = []
    metadata: Raw = Raw(b"")


class _Language(Struct):
    name: str = ""


class _Kernel(Struct):
    language: str = ""


class _Metadata(Struct):
    language_info: _Language = msgspec.field(default_factory=_Language)
    kernelspec: _Kernel = msgspec.field(default_factory=_Kernel)


@dataclass(frozen=True)
class Notebook:
    """The code of a notebook: the source of each code cell, with its number among all cells, from 1."""

    name: str
    cells: tuple[tuple[int, str], ...]

    @property
    def code(self) -> bytes:
        return b"\n".join(source.encode() for _, source in self.cells)

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(msgspec.json.encode([self.name, self.cells])).digest()


def is_notebook(name: str) -> bool:
    return name.lower().endswith(SUFFIX) and not is_hidden(name)


def choose(books: list[Member], modules: set[str], wanted: Collection[str]) -> tuple[Notebook | None, list[str]]:
    """Read the notebook that has the code of the missing modules, if any; return it and notes.

    Raises SubmissionError if there is nothing else and it cannot be read, or if there are several.
    """
    if not books:
        return None, []
    names = [one_line(m.parts[-1]) for m in books]
    beside = listed(sorted(modules))
    if modules.issuperset(wanted):
        return None, [f"{listed(names)}: ignored, since {beside} were submitted too"]
    try:
        return _read_only(books), [f"{names[0]}: not used for {beside}, submitted too"] if modules else []
    except SubmissionError as error:
        if not modules:
            raise
        return None, [f"no notebook is used: {error}"]


def _read_only(books: list[Member]) -> Notebook:
    """Read the only notebook. Raises SubmissionError if there are several, or if it cannot be read."""
    if len(books) > 1:
        names = listed([one_line(m.parts[-1]) for m in books])
        raise SubmissionError(f"contains several notebooks ({names}); submit the one with your functions")
    own = books[0].parts[-1]
    try:
        return read(own, data_of(books[0], "clear its outputs, save it and submit it again"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SubmissionError(f"{one_line(own)}: cannot be read ({reason}); check its permissions") from None
    except SubmissionError as error:
        raise SubmissionError(f"{one_line(own)}: {error}") from None


def data_of(member: Member, remedy: str) -> bytes:
    """Read a notebook or an archive. Raises SubmissionError if it is too large, with this remedy."""
    if member.trouble:
        raise SubmissionError(f"{member.trouble}; submit the file itself")
    data = member.read(ARCHIVE_CAP + 1)
    if len(data) > ARCHIVE_CAP:
        raise SubmissionError(f"larger than 64 MB; {remedy}")
    return data


def listed(names: list[str]) -> str:
    """Join names: "a, b and c"; of many, name the first ones only."""
    shown = names if len(names) < 6 else [*names[:4], f"{len(names) - 4} more"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def read(name: str, data: bytes) -> Notebook:
    """Return the code of a notebook. Raises SubmissionError, without the name, if there is none."""
    file = _decoded(data)
    if (language := _language(file.metadata)) and "python" not in language.lower():
        raise SubmissionError(f"a notebook in {one_line(language, 20)}; submit one in Python")
    cells = list(chain(file.cells, *(sheet.cells for sheet in file.worksheets)))
    if len(cells) > CELL_CAP:
        raise SubmissionError(f"contains more than {CELL_CAP} cells; submit only the cells with your functions")
    found = [(n, cell.source or cell.input) for n, cell in enumerate(cells, 1) if cell.cell_type == "code"]
    if sum(len(raw) for _, raw in found) > RAW_CAP:
        raise SubmissionError("contains more than 1 MB of code; remove data from the cells")
    code = tuple((n, _source(n, raw)) for n, raw in found)
    notebook = Notebook(one_line(name), tuple((n, source) for n, source in code if source.strip()))
    if len(notebook.code) > FILE_CAP:
        raise SubmissionError("contains more than 1 MB of code; remove data from the cells")
    if not notebook.cells:
        raise SubmissionError("contains no code; write your functions in code cells, save it and submit it again")
    return notebook


def _decoded(data: bytes) -> _File:
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise SubmissionError("an empty file; save the notebook and submit it again")
    if data.count(b'"cell_type"') + data.count(b'"cells"') > CELL_CAP:  # before there is an object for each
        raise SubmissionError(f"contains more than {CELL_CAP} cells; submit only the cells with your functions")
    try:
        return msgspec.json.decode(data, type=_File)
    except msgspec.ValidationError as error:
        raise SubmissionError(f"not a Jupyter notebook ({one_line(str(error))}); {SAVE}") from None
    except RecursionError:
        raise SubmissionError(f"not a Jupyter notebook (nested too deeply); {SAVE}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason = "not valid JSON" if _is_utf8(data) else "not encoded in UTF-8"
        raise SubmissionError(f"{reason} ({one_line(str(error))}); {SAVE}") from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _source(number: int, raw: Raw) -> str:
    """Return the source of a cell, which is a string or a list of lines, with "\\n" at the ends of lines."""
    try:
        source = msgspec.json.decode(raw, type=str | list[str]) if raw else ""
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        reason = "is not text" if _is_utf8(bytes(raw)) else "is not encoded in UTF-8"
        raise SubmissionError(f"the source of cell {number} {reason}; {SAVE}") from None
    return "".join(source).replace("\r\n", "\n").replace("\r", "\n")


def _language(raw: Raw) -> str:
    """Return the language that the metadata name, or ""."""
    try:
        metadata = msgspec.json.decode(raw, type=_Metadata)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    return metadata.language_info.name or metadata.kernelspec.language
