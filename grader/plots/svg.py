"""Draw arrays side by side as SVG: small ones as numbers, others as pixels."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from PIL import Image

from grader.plots.colours import AMBER, LINE, NOISE, Scale, ink, short, size

MOST_CELLS, MOST_COLUMNS = 81, 12  # larger arrays are drawn without numbers
WIDE, MARGIN = 210, 3  # pixels: a large array's longer side, and the margin around each array
SIGNED = "Blue is negative, white is 0, red is positive."
UNSIGNED = "In gray arrays, black is 0 and white is the largest value."
NOT_FINITE = "Violet is NaN or infinite."
Place = tuple[int, ...]


@dataclass(frozen=True)
class Panel:
    """An array with a title; `mark` is the entry to outline, and arrays of one `group` share a colour scale."""

    title: str
    array: np.ndarray  # (n,), (H, W), or a photograph (H, W, 3)
    mark: Place | None = None
    group: str = ""
    whole: Place = ()  # the shape of the array that this is a slice of
    signed: bool = False  # use the signed scale even without negative entries


@dataclass(frozen=True)
class Picture:
    """A drawn panel; `legend` explains its colours."""

    title: str
    size: str
    svg: Markup
    legend: tuple[str, ...]


def draw(panels: Sequence[Panel]) -> list[Picture]:
    """Draw each panel with the colour scale of its group."""
    return [_picture(panel, scale) for panel, scale in zip(panels, scales(panels), strict=True)]


def scales(panels: Sequence[Panel]) -> list[Scale]:
    """Return the colour scale of each panel: that of its group."""
    groups: dict[str, list[Panel]] = {}
    for panel in panels:
        groups.setdefault(panel.group or panel.title, []).append(panel)
    found = {
        name: Scale.of(*(p.array for p in group), signed=any(p.signed for p in group)) for name, group in groups.items()
    }
    return [found[panel.group or panel.title] for panel in panels]


def _picture(panel: Panel, scale: Scale) -> Picture:
    array, mark = panel.array, panel.mark
    if array.ndim == 1:
        array, mark = array[None], (0, *mark) if mark else None
    legend: tuple[str, ...] = (SIGNED if scale.signed else UNSIGNED,) if array.ndim == 2 else ()
    legend += () if np.isfinite(array).all() else (NOT_FINITE,)
    part = "of " if panel.whole and panel.title.endswith("]") else ""
    sides = part + size(panel.whole or panel.array.shape)
    label = f"{panel.title}, {sides}"
    if not array.size:
        drawn, legend = Markup("<i>empty</i>"), ()
    elif numbered(array):
        drawn = _cells(array, scale, mark, label)
    else:
        drawn = _pixels(scale.rgb(array), mark, label)
        sides += f", {scale}" if array.ndim == 2 else ""
    return Picture(panel.title, sides, drawn, legend)


def numbered(array: np.ndarray) -> bool:
    """Return whether an array (H, W) or (H, W, 3) is so small that its entries are shown as numbers."""
    rows, columns = array.shape[:2]
    return bool(rows * columns <= MOST_CELLS and max(rows, columns) <= MOST_COLUMNS)


def texts(array: np.ndarray, scale: Scale) -> np.ndarray:
    """Return what is written on each entry of an array (H, W) or (H, W, 3): (H, W) of str; rounding errors are 0."""
    noise = np.isfinite(array) & (np.abs(array.astype(np.float64)) <= NOISE * scale.limit)
    entries = [_text(x) for x in np.where(noise, np.zeros_like(array), array).flat]
    rows = np.array(entries, dtype=object).reshape(*array.shape[:2], -1)
    return np.array([[" ".join(cell) for cell in row] for row in rows], dtype=object)


def _cells(array: np.ndarray, scale: Scale, mark: Place | None, label: str) -> Markup:
    """Draw each entry as a cell with its number."""
    words = texts(array, scale)
    width, height = max(34, 7 * max(map(len, words.flat)) + 10), 28
    inside = cells(scale.rgb(array), words, width, height) + _outline(mark, width, height)
    return frame(words.shape[1] * width, words.shape[0] * height, inside, label)


def cells(colours: np.ndarray, words: np.ndarray, width: float, height: float) -> str:
    """Return the elements of a grid of cells of these colours (H, W, 3), with these words (H, W) of ours on them."""
    parts = []
    for r, c in np.ndindex(*words.shape):
        x, y = c * width + MARGIN, r * height + MARGIN
        box = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" stroke="{LINE}"'
        colour = ",".join(map(str, colours[r, c]))
        word = f'<text x="{x + width / 2:g}" y="{y + height / 2 + 4:g}" fill="{ink(colours[r, c])}">{words[r, c]}'
        parts.append(f'{box} fill="rgb({colour})"/>{word}</text>')
    return "".join(parts)


def _text(entry: np.generic) -> str:
    number = entry.item()
    return str(number).replace("-", "−") if isinstance(number, int) and abs(number) < 1e6 else short(number, 3)


def _pixels(colours: np.ndarray, mark: Place | None, label: str) -> Markup:
    pixel = WIDE / max(colours.shape[:2])
    height, width = (max(8, round(side * pixel)) for side in colours.shape[:2])
    inside = image(colours, MARGIN, MARGIN, width, height)
    return frame(width, height, inside + _outline(mark, width / colours.shape[1], height / colours.shape[0]), label)


def image(colours: np.ndarray, x: float, y: float, width: float, height: float) -> str:
    """Return the elements that show pixels of these colours, (H, W, 3) uint8, at a place."""
    step, content = max(1, max(colours.shape[:2]) // 600), io.BytesIO()
    Image.fromarray(np.ascontiguousarray(colours[::step, ::step])).save(content, "PNG")
    box = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    source = base64.b64encode(content.getvalue()).decode()
    return (
        f'<image {box} preserveAspectRatio="none" image-rendering="pixelated" href="data:image/png;base64,{source}"/>'
        f'<rect {box} fill="none" stroke="{LINE}"/>'
    )


def _outline(mark: Place | None, width: float, height: float) -> str:
    """Outline a cell in amber and black, which is visible on any colour."""
    if mark is None:
        return ""
    x, y = mark[1] * width + MARGIN, mark[0] * height + MARGIN
    box = f'<rect x="{x:g}" y="{y:g}" width="{max(width, 5):g}" height="{max(height, 5):g}" fill="none" '
    return f'{box}stroke="#000" stroke-width="6"/>{box}stroke="{AMBER}" stroke-width="3"/>'


def frame(width: float, height: float, inside: str, label: str) -> Markup:
    """Return elements, which contain only what the kit writes, as an image that a screen reader calls by the label."""
    start = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{:g}" height="{:g}" role="img" aria-label="{}" '
        'font-family="monospace" font-size="12" text-anchor="middle">'
    ).format(width + 2 * MARGIN, height + 2 * MARGIN, label)
    return start + Markup(f"{inside}</svg>")  # noqa: S704  see above
