"""Make text that others wrote safe to show: in a terminal, a log or a file."""

TEXT_CAP = 2000  # characters of any text that a student wrote


def printable(text: str, cap: int = TEXT_CAP) -> str:
    """Cut a text and escape what could harm a terminal, a log or an encoder; line ends and tabs stay."""
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text[:cap])[:cap]


def one_line(text: str, cap: int = 80) -> str:
    """Return a name on one line, without control, bidi or lone surrogate characters; … stands for what is cut off.

    In the log of a CI, `::` and `##` begin commands; they are escaped too, as a name may come to stand first in a line.
    """
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[: cap + 1])
    safe = safe.replace("::", r":\x3a").replace("##", r"#\x23")
    return safe if len(safe) <= cap else safe[: cap - 1] + "…"
