"""Draw small arrays for a terminal with colours: grids beside each other, wrong entries in brackets."""

from collections.abc import Sequence

import numpy as np
from rich.console import Console, Group
from rich.style import Style
from rich.table import Table
from rich.text import Text

from grader.plots import svg
from grader.plots.charts import Figure
from grader.plots.colours import Scale, ink
from grader.plots.svg import Panel, Place

COLOURFUL = ("256", "truecolor")  # the systems of rich that have enough colours
GAP = 3  # columns between two arrays


def has_colours(console: Console) -> bool:
    return console.color_system in COLOURFUL and not console.no_color


def grids(figures: Sequence[Figure], width: int) -> Group | None:
    """Return the small arrays among these figures for a terminal of this many columns; None if there are none."""
    panels = [figure for figure in figures if isinstance(figure, Panel) and figure.array.ndim < 3 and figure.array.size]
    blocks = [
        _grid(panel, scale)
        for panel, scale in zip(panels, svg.scales(panels), strict=True)
        if svg.numbered(np.atleast_2d(panel.array)) and panel.group != "difference"
    ]
    rows: list[list[Text]] = []
    for block in (block for block in blocks if _width(block) <= width):
        if not rows or sum(map(_width, rows[-1])) + _width(block) + GAP * len(rows[-1]) > width:
            rows.append([])
        rows[-1].append(block)
    return Group(*map(_beside, rows)) if rows else None


def _width(block: Text) -> int:
    return max(map(len, block.plain.splitlines()))


def _beside(blocks: Sequence[Text]) -> Table:
    row = Table.grid(padding=(0, GAP, 0, 0))
    row.add_row(*blocks)
    return row


def _grid(panel: Panel, scale: Scale) -> Text:
    """Return a title with the rows of a table below it."""
    array, mark = np.atleast_2d(panel.array), panel.mark
    place: Place | None = (0, *mark) if mark and len(mark) == 1 else mark
    words, colours = svg.texts(array, scale), scale.rgb(array)
    width = max(map(len, words.flat))
    block = Text().append(panel.title, style="bold")
    for r in range(len(array)):
        block.append("\n")
        for c in range(array.shape[1]):
            word = words[r, c].replace("−", "-").rjust(width)  # every terminal has a hyphen
            style = Style(color=ink(colours[r, c]), bgcolor="#{:02x}{:02x}{:02x}".format(*colours[r, c]))
            block.append(f"[{word}]" if place == (r, c) else f" {word} ", style=style)
    return block
