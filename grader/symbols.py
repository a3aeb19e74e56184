"""Print symbols as plain characters where a terminal's encoding lacks them."""

import codecs
import io
import sys
import unicodedata

PLAIN = {
    **{"✓": "+", "✗": "x", "·": "*", "×": "x", "−": "-", "–": "-", "—": "-", "…": "...", "→": "->", "°": " degrees"},
    **{"“": '"', "”": '"', "‘": "'", "’": "'", "≤": "<=", "≥": ">=", "≠": "!=", "±": "+-", "π": "pi", "∝": "~"},
    **{"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "ß": "ss", "Æ": "AE", "æ": "ae"},  # letters of names
    "\N{ZERO WIDTH SPACE}": "",
}
SPINNER = range(0x2800, 0x2900)  # Braille patterns, of which spinners are made


def plain(error: UnicodeError) -> tuple[str | bytes, int]:
    """Replace characters that cannot be encoded; those without a plain form are escaped."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = "".join(map(_plain, error.object[error.start : error.end]))
    # An encoding may lack some of these, too.
    return found.encode(error.encoding, "backslashreplace"), error.end


def _plain(symbol: str) -> str:
    if symbol in PLAIN:
        return PLAIN[symbol]
    if ord(symbol) in SPINNER:
        return "*"
    letters = unicodedata.normalize("NFKD", symbol).encode("ascii", "ignore").decode()  # é is e, ² is 2
    return letters or symbol.encode("ascii", "backslashreplace").decode()


def adapt_streams() -> None:
    """Let this process print and read any text, whatever the encoding of its streams is."""
    codecs.register_error("plain", plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # even UTF-8 lacks lone surrogates, which names of files may have
            stream.reconfigure(errors="plain")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
