"""Draw arrays side by side as HTML with inline SVG: small ones with their numbers, large ones as pictures."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

MOST_CELLS, MOST_COLUMNS = 81, 12  # what has more is drawn without numbers
WIDE = 210  # pixels of a large array's longer side
MARK = "#e3a008"  # amber, seen on dark and bright cells
NEGATIVE, ZERO, POSITIVE = np.array([33, 102, 172]), np.array([247, 247, 247]), np.array([178, 24, 43])
NOT_FINITE = (214, 51, 220)
Place = tuple[int, ...]


@dataclass(frozen=True)
class Panel:
    """One array with its title; `mark` is the entry that is outlined, `group` names arrays of one colour scale."""

    title: str
    array: np.ndarray  # (n,), (H, W), or in colour (H, W, 3)
    mark: Place | None = None
    group: str = ""
    whole: Place = ()  # shape of the array that this is a part of
    signed: bool = False  # its colours are those around 0, whatever its entries


def draw(panels: Sequence[Panel]) -> str:
    """Return the panels as one row, which wraps where it is too narrow."""
    scales: dict[str, list[np.ndarray]] = {}
    for panel in panels:
        scales.setdefault(panel.group or panel.title, []).append(panel.array)
    figures = "".join(_figure(panel, Scale(scales[panel.group or panel.title], panel.signed)) for panel in panels)
    return (
        f'<div style="display:flex;flex-wrap:wrap;gap:14px 22px;align-items:flex-start;margin:10px 0">{figures}</div>'
    )


class Scale:
    """The colours of arrays that are compared: gray from 0 up, or blue, white and red around 0."""

    def __init__(self, arrays: Sequence[np.ndarray], signed: bool) -> None:
        finite = np.concatenate([a[np.isfinite(a)].astype(np.float64).ravel() for a in arrays] or [np.zeros(1)])
        self.signed = signed or bool((finite < 0).any())
        self.largest = max(float(np.abs(finite).max(initial=0.0)), 1e-30)

    def colours(self, array: np.ndarray) -> np.ndarray:
        """Return (…, 3) uint8."""
        sound = np.isfinite(array)
        share = np.clip(np.where(sound, array, 0).astype(np.float64) / self.largest, -1, 1)[..., None]
        if self.signed:
            colours = ZERO + np.where(share < 0, (NEGATIVE - ZERO) * -share, (POSITIVE - ZERO) * share)
        else:
            colours = np.repeat(20 + 225 * share, 3, axis=-1)
        colours[~sound] = NOT_FINITE
        pixels: np.ndarray = colours.astype(np.uint8)
        return pixels


def _figure(panel: Panel, scale: Scale) -> str:
    coloured = panel.array.ndim == 3
    array = panel.array[None] if panel.array.ndim == 1 else panel.array
    coloured_as = _pixels(array) if coloured else scale.colours(array)
    shape = " × ".join(map(str, panel.whole or panel.array.shape))
    shape = f"of {shape}" if panel.title.endswith("]") and panel.whole else shape
    if not array.size:
        inside = "<i>empty</i>"
    elif array.shape[0] * array.shape[1] <= MOST_CELLS and max(array.shape[:2]) <= MOST_COLUMNS:
        inside = _cells(array, coloured_as, panel.mark, coloured)
    elif len(array) == 1 and not coloured:
        inside = _curve(array[0], panel.mark)
    else:
        inside = _image(coloured_as, panel.mark)
    title = f'{escape(panel.title)} <span style="opacity:.65">{shape}</span>'
    return (
        '<figure style="margin:0"><figcaption style="margin-bottom:4px;font-size:90%">'
        f"{title}</figcaption>{inside}</figure>"
    )


def _pixels(array: np.ndarray) -> np.ndarray:
    """Return a picture in colour as uint8, stretched to the whole range unless it has that dtype."""
    if array.dtype == np.uint8:
        return array
    exact = np.nan_to_num(array.astype(np.float64))
    low, high = float(exact.min(initial=0)), float(exact.max(initial=0))
    return (255 * (exact - low) / ((high - low) or 1.0)).astype(np.uint8)


def _cells(array: np.ndarray, colours: np.ndarray, mark: Place | None, coloured: bool) -> str:
    """Draw every entry as a cell with its number."""
    rows, columns = array.shape[:2]
    exact = np.nan_to_num(np.abs(array.astype(np.float64)), posinf=0)
    # What rounding left where 0 is meant is written as 0.
    entries = np.where(exact <= 1e-12 * exact.max(), 0, array).astype(array.dtype) if exact.max() else array
    texts = [[_text(entries[r, c], coloured) for c in range(columns)] for r in range(rows)]
    longest = max(len(text) for row in texts for text in row)
    width, height = max(34, 7 * longest + 10), 28
    parts = []
    for r in range(rows):
        for c in range(columns):
            red, green, blue = (int(x) for x in colours[r, c])
            ink = "#111" if 0.3 * red + 0.59 * green + 0.11 * blue > 135 else "#fff"
            parts.append(
                f'<rect x="{c * width + 2}" y="{r * height + 2}" width="{width}" height="{height}" '
                f'fill="rgb({red},{green},{blue})" stroke="#888" stroke-width="1"/>'
                f'<text x="{c * width + width / 2 + 2:g}" y="{r * height + 20}" fill="{ink}">{texts[r][c]}</text>'
            )
    return _svg(columns * width + 4, rows * height + 4, "".join(parts) + _outline(mark, width, height))


def _text(entry: np.ndarray | np.generic, coloured: bool) -> str:
    if coloured:
        return " ".join(_text(x, False) for x in np.asarray(entry))
    number = entry.item()
    return str(number) if isinstance(number, (bool, int)) and abs(number) < 1e6 else f"{number:.3g}".replace("-", "−")


def _outline(mark: Place | None, width: float, height: float) -> str:
    if mark is None:
        return ""
    r, c = mark if len(mark) == 2 else (0, mark[0])
    return (
        f'<rect x="{c * width + 2:g}" y="{r * height + 2:g}" width="{max(width, 5):g}" height="{max(height, 5):g}" '
        f'fill="none" stroke="{MARK}" stroke-width="3.5"/>'
    )


def _image(colours: np.ndarray, mark: Place | None) -> str:
    """Draw a large array as a picture of its pixels."""
    from PIL import Image  # noqa: PLC0415  only large arrays need it

    step = max(1, max(colours.shape[:2]) // 600)
    content = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(colours[::step, ::step])).save(content, "PNG")
    pixel = WIDE / max(colours.shape[:2])
    width, height = (max(8, round(side * pixel)) for side in (colours.shape[1], colours.shape[0]))
    source = base64.b64encode(content.getvalue()).decode()
    return _svg(
        width + 4,
        height + 4,
        f'<image x="2" y="2" width="{width}" height="{height}" preserveAspectRatio="none" '
        f'style="image-rendering:pixelated" href="data:image/png;base64,{source}"/>'
        f'<rect x="2" y="2" width="{width}" height="{height}" fill="none" stroke="#888"/>'
        + _outline(mark, width / colours.shape[1], height / colours.shape[0]),
    )


def _curve(entries: np.ndarray, mark: Place | None) -> str:
    """Draw many entries of one row as a curve over their index."""
    width, height, margin = 240, 110, 6
    sound = np.where(np.isfinite(entries), entries, 0).astype(np.float64)
    low, high = float(sound.min(initial=0)), float(sound.max(initial=0))
    span = (high - low) or 1.0
    xs = margin + (width - 2 * margin) * np.arange(len(sound)) / (len(sound) - 1)
    ys = height - margin - (height - 2 * margin) * (sound - low) / span
    zero = height - margin + (height - 2 * margin) * low / span
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/>' for x, y in zip(xs, ys, strict=True))
    if mark is not None:
        dots += (
            f'<circle cx="{xs[mark[-1]]:.1f}" cy="{ys[mark[-1]]:.1f}" r="5" stroke="{MARK}" stroke-width="2.5" '
            'fill="none"/>'
        )
    labels = "".join(
        f'<text x="{width - 4}" y="{y}" text-anchor="end" fill="currentColor">{_text(np.float64(end), False)}</text>'
        for end, y in ((high, 12), (low, height - 2))
    )
    return _svg(
        width,
        height,
        f'<line x1="0" x2="{width}" y1="{zero:.1f}" y2="{zero:.1f}" stroke="#888"/>'
        f'<polyline points="{points}" fill="none" stroke="#3f83c4" stroke-width="1.5"/>'
        f'<g fill="#3f83c4">{dots}</g>{labels}',
    )


def _svg(width: float, height: float, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" role="img" '
        f'font-family="monospace" font-size="12" text-anchor="middle">{inside}</svg>'
    )
