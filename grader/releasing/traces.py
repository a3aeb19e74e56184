"""Find traces of solutions in the files of a release: bodies of functions, and statements that follow each other."""

from __future__ import annotations

import ast
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import msgspec

from grader.cases import bank

SHORT = 24  # characters without blanks; shorter code is in every program
TEXT = re.compile(rb"[\t\n\r -~]{%d,}" % SHORT)  # among the bytes of arrays
BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Trace:
    """Code of a solution, without blanks, and where it comes from."""

    code: str
    origin: str


def traces(files: Iterable[Path], root: Path) -> list[Trace]:
    """Return what must not be found: bodies of functions, and each two consecutive statements in them."""
    found: dict[str, Trace] = {}
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                origin = f"{node.name} in {file.relative_to(root).as_posix()}"
                for code in _codes(node):
                    if len(code) >= SHORT:
                        found.setdefault(code, Trace(code, origin))
    return list(found.values())


def _codes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """Yield the body of a function and its pairs of statements, as they are looked for."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    yield "".join(map(_shortened, body))
    for block in [body, *_blocks(body)]:
        for one, two in pairwise(block):
            yield _shortened(one) + _shortened(two)


def _blocks(body: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    for statement in body:
        for node in ast.walk(statement):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list):
                    yield block


def _squeezed(text: str) -> str:
    """Return a text without blanks, and with one kind of quotes."""
    return BLANK.sub("", text).replace('"', "'")


def _shortened(statement: ast.stmt) -> str:
    return _squeezed(ast.unparse(statement))


def readings(name: str, content: bytes) -> Iterator[str]:
    """Yield all texts in a file, without blanks: as it is, as parsed code, unpacked, and cell by cell."""
    if name.endswith(".whl"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from readings(member, archive.read(member))
        return
    if content.startswith(bank.HEAD):
        data = msgspec.msgpack.decode(bank.unpack(content, name))
        yield "\0".join({_squeezed(text) for text in _strings(data)})
        return
    text = content.decode("utf-8", "replace")
    yield _squeezed(text)
    if name.endswith(".py"):
        yield from _parsed(text)
    if name.endswith(".ipynb"):
        for part in _strings(json.loads(text)):
            yield _squeezed(part)
            yield from _parsed(part)


def _parsed(text: str) -> Iterator[str]:
    """Yield code as Python writes it, so that comments, quotes and line breaks make no difference."""
    try:
        yield _squeezed(ast.unparse(ast.parse(text)))
    except (SyntaxError, ValueError):
        return


def _strings(node: object) -> Iterator[str]:
    """Yield the strings of plain data; a list of strings is one text in lines."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, bytes):  # the entries of an array, or packed
        yield from (text.decode() for text in TEXT.findall(node))
    elif isinstance(node, list) and all(isinstance(item, str) for item in node):
        yield "".join(node)
    elif isinstance(node, list | dict):
        for item in node.values() if isinstance(node, dict) else node:
            yield from _strings(item)


def found_in(files: Mapping[str, bytes], wanted: Iterable[Trace]) -> list[str]:
    """Return a line for each file and each function of which it has a trace."""
    wanted = list(wanted)
    problems: dict[str, None] = {}
    for name, content in files.items():
        try:
            for text in readings(name, content):
                problems.update((f"{name}: has code of {t.origin}", None) for t in wanted if t.code in text)
        except (bank.BankError, msgspec.MsgspecError, ValueError, zipfile.BadZipFile) as error:
            problems[f"{name}: cannot be read ({error})"] = None
    return list(problems)
