"""Replace what only notebooks understand: magics, shell lines, lines that ask for help."""

import re
from collections import Counter
from collections.abc import Iterator

MAGIC, SHELL, HELP = "magic", "shell line", "help line"
RUN = frozenset({"%%time", "%%capture", "%%prun"})  # cell magics that run the rest of the cell as it is
INSTALLER = re.compile(r"(pip3?|conda|mamba) +(install|uninstall|list|show|freeze)\b")
ASSIGNED = re.compile(r"[\w.,* \t]+=[ \t]*([%!])(?!=)")
ASKED = re.compile(r"\?|%{0,2}[\w.*]+\?\??[ \t]*$")
# Comments, strings, joined lines, runs of other characters, single characters.
PART = re.compile(
    r"""\#[^\n]*|("{3}|'{3})(?:\\.|[^\\])*?(?:\1|\Z)|(["'])(?:\\.|[^\\\n])*?(?:\2|(?=\n)|\Z)|\\\n|[^"'\#\\\n()\[\]{}]+|.""",
    re.DOTALL,
)


def plain(source: str) -> tuple[str, Counter[str]]:
    """Return Python with as many lines, and how many lines of each kind were replaced by `pass`."""
    counts: Counter[str] = Counter()
    source = _dedented(source)
    first, _, rest = source.lstrip("\n").partition("\n")
    if first.startswith("%%"):
        counts[MAGIC] += 1
        if first.split()[0] not in RUN:
            return "", counts
        source = "\n" * (source.count("\n") - rest.count("\n")) + rest
    return "".join(_replaced(source, counts)), counts


def _dedented(source: str) -> str:
    """Remove the indentation of the first line from all lines, as IPython does."""
    found = re.match(r"(?:[ \t]*\n)*([ \t]+)\S", source)
    return re.sub(rf"^{found[1]}", "", source, flags=re.MULTILINE) if found else source


def _replaced(source: str, counts: Counter[str]) -> Iterator[str]:
    """Yield the logical lines; brackets and strings may contain lines that look like magics."""
    position = 0
    while position < len(source):
        end = _line_end(source, position)
        line = source[position:end]
        kind = _kind(line.strip())
        if kind:
            while line.endswith("\\") and end < len(source):
                start, end = end + 1, _line_end(source, end + 1)
                line = source[start:end]
            counts[kind] += 1
            indent = re.match(r"[ \t]*", source[position:end])
            yield f"{indent[0] if indent else ''}pass" + "\n" * source.count("\n", position, end)
        else:
            end = _logical_end(source, position)
            yield source[position:end]
        yield source[end : end + 1]
        position = end + 1


def _kind(line: str) -> str:
    if ASKED.match(line):
        return HELP
    assigned = ASSIGNED.match(line)
    sign = assigned[1] if assigned else line[:1]
    if sign == "!":
        return SHELL
    return MAGIC if sign == "%" or INSTALLER.match(line) else ""


def _line_end(source: str, position: int) -> int:
    end = source.find("\n", position)
    return len(source) if end < 0 else end


def _logical_end(source: str, position: int) -> int:
    """Return where the statement or the part of one that begins here ends its line."""
    depth = 0
    while position < len(source) and (part := PART.match(source, position)):
        text = part[0]
        if text == "\n" and depth == 0:
            break
        depth = max(0, depth + (text in "([{") - (text in ")]}"))
        position = part.end()
    return position
