"""Fill grades into a CSV file that a platform has exported, and change nothing else in it."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.text import one_line
from grader.writers.entries import Entry

BOM = "\ufeff"
DELIMITERS = ",;\t"


class FillingError(Exception):
    """The file cannot be filled; the message says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its rows, the first of which has the titles, and how it was written."""

    rows: list[list[str]]
    delimiter: str
    end: str
    bom: bool

    @property
    def titles(self) -> list[str]:
        return self.rows[0]

    def column(self, title: str, remedy: str) -> int:
        """Return the only column with this title. Raises FillingError."""
        count = self.titles.count(title)
        if count != 1:
            raise FillingError(f"the column {title!r} is there {count} times; {remedy}")
        return self.titles.index(title)

    def cell(self, row: int, column: int) -> str:
        return self.rows[row][column] if column < len(self.rows[row]) else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Set a cell; a row that ends before it gets empty ones."""
        cells = self.rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text

    def render(self) -> bytes:
        text = io.StringIO(newline="")
        form: dict[str, Any] = {"delimiter": self.delimiter, "lineterminator": self.end}
        usual, careful = csv.writer(text, **form), csv.writer(text, **form, quoting=csv.QUOTE_ALL)
        for row in self.rows:  # csv does not quote a lone CR by itself
            (careful if any("\r" in cell for cell in row) else usual).writerow(row)
        return ((BOM if self.bom else "") + text.getvalue()).encode()


def read(raw: bytes) -> Sheet:
    """Read an exported file. Raises FillingError if it is no CSV in UTF-8."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FillingError(f"not UTF-8 ({error}); use the file as it was exported.") from None
    bom, text = text.startswith(BOM), text.removeprefix(BOM)
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(DELIMITERS, key=first.count)
    end = "\r\n" if "\r\n" in text else "\n"
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise FillingError(f"not CSV ({error}); use the file as it was exported.") from None
    if not rows or not rows[0]:
        raise FillingError("there are no titles in the first line; use the file as it was exported.")
    return Sheet(rows, delimiter, end, bom)


def as_it_is(cell: str) -> list[str]:
    return [cell]


def as_name(cell: str) -> list[str]:
    """Read `Lovelace, Ada` as `Ada Lovelace` too."""
    last, comma, first = cell.partition(",")
    return [cell, f"{first} {last}"] if comma else [cell]


@dataclass(frozen=True)
class Key:
    """A column by which students are found, and the ways to read its cells: as identifiers, or as names."""

    column: int
    readings: Callable[[str], list[str]] = as_it_is


def matched(entries: Sequence[Entry], sheet: Sheet, rows: Sequence[int], keys: Sequence[Key]) -> dict[int, Entry]:
    """Return the entry of each row that has one, by the first key that knows the student.

    Raises FillingError, with all names, if a student with a record is not there, or if it is not clear who is meant.
    """
    found: dict[int, Entry] = {}
    unknown: list[str] = []
    for entry in entries:
        hits = _rows_of(entry, sheet, rows, keys)
        name = one_line(entry.student.name or entry.student.submission)
        if len(hits) > 1:
            raise FillingError(f"{name} fits {len(hits)} rows; give the student's id in roster.csv.")
        if hits and hits[0] in found:
            other = found[hits[0]].student
            both = f"{one_line(other.name or other.submission)} and {name}"
            raise FillingError(f"{both} fit the same row; give their ids in roster.csv.")
        if hits:
            found[hits[0]] = entry
        elif entry.report:
            unknown.append(name)
    if unknown:
        raise FillingError(f"no row for {', '.join(unknown)}; correct roster.csv, or export the file again.")
    return found


def _rows_of(entry: Entry, sheet: Sheet, rows: Sequence[int], keys: Sequence[Key]) -> list[int]:
    student = entry.student
    identifiers = _plain([student.id, student.email, student.submission])
    names = _plain([student.name, student.submission])
    for key in keys:
        wanted = names if key.readings is as_name else identifiers
        hits = [row for row in rows if wanted & _plain(key.readings(sheet.cell(row, key.column)))]
        if hits:
            return hits
    return []


def _plain(texts: Iterable[str]) -> set[str]:
    """Return the texts without differences in case and blanks that mean nothing; empty ones are left out."""
    folded = (" ".join(unicodedata.normalize("NFC", text).split()).casefold() for text in texts)
    return {text for text in folded if text}
