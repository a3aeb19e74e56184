"""Make untrusted text safe for terminals, logs and files."""

import hashlib
from collections.abc import Sequence

TEXT_CAP = 2000  # characters of any text from a submission


def printable(text: str, cap: int = TEXT_CAP) -> str:
    """Truncate a text and escape unprintable characters, except newlines and tabs."""
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text[:cap])[:cap]


def distinct(name: str, cap: int = 80) -> str:
    """Return a name on one line, shortened with a hash so that different names stay different."""
    shown = one_line(name, 20 * cap)
    mark = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:8]
    return shown if len(shown) <= cap else f"{shown[: cap - 10]}… {mark}"


def one_line(text: str, cap: int = 80) -> str:
    """Return a name on one line with control, bidi and surrogate characters escaped; … marks truncation.

    `::` and `##` are escaped too: at the start of a line, CI logs read them as commands.
    """
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[: cap + 1])
    safe = safe.replace("::", r":\x3a").replace("##", r"#\x23")
    return safe if len(safe) <= cap else safe[: cap - 1] + "…"


def path_line(path: object, cap: int = 200) -> str:
    """Return a path on one line; of a long one, its end."""
    text = str(path)
    return one_line(text if len(text) <= cap else f"…{text[1 - cap :]}", cap)


def listed(names: Sequence[str], most: int = 20) -> str:
    """Return names on one line, the first of many."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(map(one_line, names[:most])) + more
