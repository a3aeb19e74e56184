"""Reduce code to fingerprints that survive renaming and reformatting. It is tokenised here, and never run."""

import io
import keyword
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice

import numpy as np

from grader.worker.magics import plain

GRAM = 12  # tokens of a fingerprint
WINDOW = 7  # of so many fingerprints in a row, one is kept: shared code of GRAM + WINDOW - 1 tokens is always found
MOST_TOKENS = 200_000  # of a submission
# Fingerprint, file, function (-1 for none of an exercise), definition, token, first and last line; and those of the
# whole definition.
COLUMNS = 9
CELL = "cell"  # begins the names of sources that are cells of a notebook
SKIPPED = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENCODING, tokenize.ENDMARKER})
STRINGS = frozenset({tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING)})
INSIDE = frozenset({getattr(tokenize, f"FSTRING_{part}", None) for part in ("MIDDLE", "END")})
OPENING = ("def", "class", "async", "@")

Folded = tuple[str, int]  # a token without its name or value, and its line


def fingerprints(sources: Mapping[str, bytes], functions: Sequence[str], window: int, room: int) -> np.ndarray:
    """Return a row for each fingerprint kept, at most `room` bytes; files are numbered in the order of `sources`."""
    rows: list[tuple[int, ...]] = []
    left = MOST_TOKENS
    for file, (name, source) in enumerate(sources.items()):
        for definition, (own, tokens) in enumerate(_definitions(_python(name, source), left)):
            left -= len(tokens)
            function = functions.index(own) if own in functions else -1
            lines = [line for _, line in tokens]
            for hashed, token in winnowed(_hashes(tokens), window):
                gram = lines[token : token + GRAM]
                rows.append((hashed, file, function, definition, token, gram[0], gram[-1], lines[0], lines[-1]))
    return np.array(rows[: room // (8 * COLUMNS)], np.int64).reshape(-1, COLUMNS)


def _python(name: str, source: bytes) -> bytes:
    """Return a cell without IPython's lines, and any other source as it is."""
    try:
        return plain(source.decode())[0].encode() if name.startswith(CELL) else source
    except Exception:  # a cell without end, or not in UTF-8
        return b""


def winnowed(hashes: Sequence[int], window: int) -> Iterator[tuple[int, int]]:
    """Yield the smallest of each window, the last one of several, with its place; each once."""
    before = -1
    for start in range(max(len(hashes) - window + 1, min(len(hashes), 1))):
        part = hashes[start : start + window]
        place = start + max(range(len(part)), key=lambda i: (-part[i], i))
        if place != before:
            yield hashes[place], place
        before = place


def _hashes(tokens: Sequence[Folded]) -> list[int]:
    words = [word.encode(errors="replace") for word, _ in tokens]
    grams = (b" ".join(words[i : i + GRAM]) for i in range(max(len(words) - GRAM + 1, min(len(words), 1))))
    return [int.from_bytes(blake2b(gram, digest_size=8).digest()) >> 1 for gram in grams]


def _definitions(source: bytes, most: int) -> list[tuple[str, list[Folded]]]:
    """Return the tokens of each definition at the top, with its name; the first one, "", has all other code.

    Of code that is not valid Python, it returns the part before.
    """
    other: list[Folded] = []
    found: list[tuple[str, list[Folded]]] = [("", other)]
    current, named, decorated = other, True, False
    for token, starts in _statements(source, most):
        if starts and not decorated:
            current = other
        if starts and token.string in OPENING:
            if not decorated:
                current = []
                found.append(("", current))
            named, decorated = False, token.string == "@"
        elif starts:
            named, decorated = True, False
        if not named and token.type == tokenize.NAME and not keyword.iskeyword(token.string) and not decorated:
            found[-1], named = (token.string, current), True
        _add(current, token)
    return found


def _statements(source: bytes, most: int) -> Iterator[tuple[tokenize.TokenInfo, bool]]:
    """Yield the tokens that count, and whether a statement at the top begins with them."""
    depth, begins, held = 0, True, None
    try:
        for token in islice(tokenize.tokenize(io.BytesIO(source).readline), max(most, 0)):
            depth += (token.type == tokenize.INDENT) - (token.type == tokenize.DEDENT)
            if held and token.type not in (tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.COMMENT, tokenize.NL):
                yield held, False  # a string that a statement begins with, but no docstring
            held = None
            if token.type in SKIPPED or token.type in (tokenize.INDENT, tokenize.DEDENT) or token.type in INSIDE:
                begins = begins or token.type == tokenize.NEWLINE
            elif begins and token.type == tokenize.STRING:
                held, begins = token, False
            else:
                yield token, begins and depth == 0
                begins = False
    except Exception:  # of the tokenizer, or of any codec that the file names
        return


def _add(tokens: list[Folded], token: tokenize.TokenInfo) -> None:
    """Add a token: names and literals are folded, commas before a closing bracket do not count."""
    word = token.string
    if token.type == tokenize.NAME:
        word = word if keyword.iskeyword(word) else "n"
    elif token.type == tokenize.NUMBER:
        word = "0"
    elif token.type in STRINGS:
        word = "s"
    elif word == ";":
        return
    elif word in (")", "]", "}") and tokens and tokens[-1][0] == ",":
        tokens.pop()
    tokens.append((word[:20], token.start[0]))
