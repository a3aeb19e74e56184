"""Draw arrays side by side as SVG: small ones as numbers, long vectors as curves, others as pixels."""

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
    groups: dict[str, list[Panel]] = {}
    for panel in panels:
        groups.setdefault(panel.group or panel.title, []).append(panel)
    scales = {
        name: Scale.of(*(p.array for p in group), signed=any(p.signed for p in group)) for name, group in groups.items()
    }
    return [_picture(panel, scales[panel.group or panel.title]) for panel in panels]


def _picture(panel: Panel, scale: Scale) -> Picture:
    array, mark = panel.array, panel.mark
    if array.ndim == 1:
        array, mark = array[None], (0, *mark) if mark else None
    legend: tuple[str, ...] = (SIGNED if scale.signed else UNSIGNED,) if array.ndim == 2 else ()
    legend += () if np.isfinite(array).all() else (NOT_FINITE,)
    if not array.size:
        svg, legend = Markup("<i>empty</i>"), ()
    elif array.shape[0] * array.shape[1] <= MOST_CELLS and max(array.shape[:2]) <= MOST_COLUMNS:
        svg = _cells(array, scale, mark)
    elif len(array) == 1 and array.ndim == 2:
        svg, legend = _curve(array[0], mark), ()
    else:
        svg = _pixels(scale.rgb(array), mark)
    part = "of " if panel.whole and panel.title.endswith("]") else ""
    return Picture(panel.title, part + size(panel.whole or panel.array.shape), svg, legend)


def _cells(array: np.ndarray, scale: Scale, mark: Place | None) -> Markup:
    """Draw each entry as a cell with its number."""
    rows, columns = array.shape[:2]
    noise = np.isfinite(array) & (np.abs(array.astype(np.float64)) <= NOISE * scale.limit)
    texts = np.array([_text(x) for x in np.where(noise, np.zeros_like(array), array).flat], dtype=object)
    texts = texts.reshape(rows, columns, -1)
    width, height = max(34, 7 * max(len(" ".join(cell)) for row in texts for cell in row) + 10), 28
    parts = []
    for (r, c), colour in zip(np.ndindex(rows, columns), scale.rgb(array).reshape(-1, 3), strict=True):
        x, y = c * width + MARGIN, r * height + MARGIN
        box = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" stroke="{LINE}"'
        word = f'<text x="{x + width / 2:g}" y="{y + 18}" fill="{ink(colour)}">{" ".join(texts[r, c])}</text>'
        parts.append(f'{box} fill="rgb({",".join(map(str, colour))})"/>{word}')
    return _svg(columns * width, rows * height, "".join(parts) + _outline(mark, width, height))


def _text(entry: np.generic) -> str:
    number = entry.item()
    return str(number).replace("-", "−") if isinstance(number, int) and abs(number) < 1e6 else short(number, 3)


def _pixels(colours: np.ndarray, mark: Place | None) -> Markup:
    step, pixel = max(1, max(colours.shape[:2]) // 600), WIDE / max(colours.shape[:2])
    content = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(colours[::step, ::step])).save(content, "PNG")
    height, width = (max(8, round(side * pixel)) for side in colours.shape[:2])
    box = f'x="{MARGIN}" y="{MARGIN}" width="{width}" height="{height}"'
    inside = (
        f'<image {box} preserveAspectRatio="none" image-rendering="pixelated" '
        f'href="data:image/png;base64,{base64.b64encode(content.getvalue()).decode()}"/>'
        f'<rect {box} fill="none" stroke="{LINE}"/>'
    )
    return _svg(width, height, inside + _outline(mark, width / colours.shape[1], height / colours.shape[0]))


def _outline(mark: Place | None, width: float, height: float) -> str:
    """Outline a cell in amber and black, which is visible on any colour."""
    if mark is None:
        return ""
    x, y = mark[1] * width + MARGIN, mark[0] * height + MARGIN
    box = f'<rect x="{x:g}" y="{y:g}" width="{max(width, 5):g}" height="{max(height, 5):g}" fill="none" '
    return f'{box}stroke="#000" stroke-width="6"/>{box}stroke="{AMBER}" stroke-width="3"/>'


def _curve(entries: np.ndarray, mark: Place | None) -> Markup:
    """Plot entries over their index, with a line at 0 and the largest and smallest value at the side."""
    width, height = 240, 110
    heights = np.where(np.isfinite(entries), entries, 0).astype(np.float64)
    low, high = float(heights.min(initial=0)), float(heights.max(initial=0))
    xs = MARGIN + width * np.linspace(0, 1, len(entries))
    ys = MARGIN + height * (high - np.append(heights, 0)) / ((high - low) or 1.0)
    points = [f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=False)]
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/>' for x, y in zip(xs, ys, strict=False)]
    inside = (
        f'<path d="M0 {ys[-1]:.1f}H{width + 2 * MARGIN}" stroke="{LINE}"/><g fill="currentColor">'
        f'<polyline points="{" ".join(points)}" fill="none" stroke="currentColor"/>{"".join(dots)}'
        f'<g text-anchor="start"><text x="{width + 12}" y="12">{short(high, 3)}</text>'
        f'<text x="{width + 12}" y="{height + 4}">{short(low, 3)}</text></g></g>'
    )
    if mark:
        ring = f'<circle cx="{xs[mark[-1]]:.1f}" cy="{ys[mark[-1]]:.1f}" r="5" fill="none"'
        inside += f'{ring} stroke="#000" stroke-width="5"/>{ring} stroke="{AMBER}" stroke-width="3"/>'
    return _svg(width + 80, height, inside)


def _svg(width: float, height: float, inside: str) -> Markup:
    return Markup(  # noqa: S704  contains only numbers and constant strings
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 2 * MARGIN:g}" height="{height + 2 * MARGIN:g}" '
        f'font-family="monospace" font-size="12" text-anchor="middle">{inside}</svg>'
    )
