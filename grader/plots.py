"""Put images, kernels and numbers on paper: gray maps in which middle gray is 0."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageFont

DPI = 100
QUIET = "#666666"  # of what is said beside the matter
ACCENT = "#c8102e"
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
INK = "#1f4e79"
NUMBERED, GRIDDED = 5, 15  # sides of kernels whose entries are written into them, or told apart by lines


def sheet(rows: int, columns: int, title: str, panel: tuple[float, float] = (2.1, 2.3)) -> tuple[Figure, np.ndarray]:
    """Return an empty figure with so many panels, (rows, columns), of this size in inches."""
    mpl.rcdefaults()  # a student may have changed the defaults
    figure = Figure(figsize=(columns * panel[0], rows * panel[1] + 0.35), dpi=DPI, layout="constrained")
    figure.suptitle(title, fontsize=12, x=0.01, horizontalalignment="left")  # seen on narrow screens too
    axes = figure.subplots(rows, columns, squeeze=False)
    return figure, np.asarray(axes)


def png(figure: Figure) -> bytes:
    paper = io.BytesIO()
    figure.savefig(paper, format="png", dpi=DPI)
    return paper.getvalue()


def limit_of(image: np.ndarray) -> float:
    """Return which value is drawn white; a few outliers do not make the rest gray."""
    sizes = np.abs(image.astype(np.float64))
    return float(np.quantile(sizes, 0.995)) or float(sizes.max()) or 1.0


def short(x: float) -> str:
    """Return a number with two digits that count, without exponents where it can be."""
    if x and not 0.001 <= abs(x) < 99_500:
        digits, _, exponent = f"{x:.1e}".partition("e")
        return f"{digits} · 10{str(int(exponent)).translate(RAISED)}"
    return f"{float(f'{x:.2g}'):,.10g}".replace("-", "−")


def bare(ax: Axes) -> None:
    """Take away what only frames a picture."""
    ax.set_xticks([])
    ax.set_yticks([])
    for side in ax.spines.values():
        side.set_visible(False)


def picture(ax: Axes, image: np.ndarray, *, limit: float = 0.0, frame: Sequence[int] = (), title: str = "") -> None:
    """Draw an image (H, W), black at -limit, white at limit, in the middle of a larger frame if one is given."""
    limit = limit or limit_of(image)
    shown = np.clip(image.astype(np.float64) / limit, -1, 1)
    grays(ax, shown, (-1, 1), frame, title)
    ax.set_xlabel(f"{image.shape[0]} × {image.shape[1]}, ±{short(limit)}", fontsize=8, color=QUIET, labelpad=3)


def grays(
    ax: Axes, image: np.ndarray, between: tuple[float, float], frame: Sequence[int] = (), title: str = ""
) -> None:
    """Draw an image (H, W) from black to white between two values."""
    height, width = image.shape
    rows, columns = frame or image.shape
    left, top = (columns - width) / 2, (rows - height) / 2
    where = (left, left + width, top + height, top)
    ax.imshow(image, cmap="gray", vmin=between[0], vmax=between[1], extent=where, interpolation="nearest")
    ax.set_xlim(0, columns)
    ax.set_ylim(rows, 0)
    ax.set_title(title, fontsize=9)
    bare(ax)


def kernel(ax: Axes, entries: np.ndarray, title: str = "") -> None:
    """Draw a kernel with a thin frame; the entries of a small one are written into it."""
    limit = float(np.abs(entries).max()) or 1.0
    picture(ax, entries, limit=limit, title=title)
    for side in ax.spines.values():
        side.set(visible=True, color="#999999", linewidth=0.6)
    if len(entries) <= GRIDDED:
        for line in range(1, len(entries)):
            ax.axhline(line, color="#999999", linewidth=0.3)
            ax.axvline(line, color="#999999", linewidth=0.3)
    if len(entries) <= NUMBERED:
        for (row, column), entry in np.ndenumerate(entries):
            colour = "black" if entry > -0.2 * limit else "white"
            ax.text(column + 0.5, row + 0.5, short(float(entry)), ha="center", va="center", fontsize=8, color=colour)


def gif(
    frames: Sequence[np.ndarray], kernels: Sequence[np.ndarray], words: Sequence[str], limits: Sequence[float]
) -> bytes:
    """Return an endless animation: images (H, W) with the kernel beside each and a word below that."""
    pages = [_page(*parts) for parts in zip(frames, kernels, words, limits, strict=True)]
    film = io.BytesIO()
    pages[0].save(film, format="GIF", save_all=True, append_images=pages[1:], duration=140, loop=0)
    return film.getvalue()


def _page(frame: np.ndarray, kernel: np.ndarray, words: str, limit: float) -> Any:
    height, width = frame.shape
    page = Image.new("L", (width + 144, height), 255)
    page.paste(_gray(frame, limit), (0, 0))
    small = _gray(kernel, float(np.abs(kernel).max()) or 1.0).resize((120, 120), Image.Resampling.NEAREST)
    page.paste(small, (width + 12, 12))
    pen = ImageDraw.Draw(page)
    pen.rectangle((width + 11, 11, width + 132, 132), outline=150)
    pen.text((width + 12, 142), words, fill=40, font=ImageFont.load_default(16))
    return page


def _gray(entries: np.ndarray, limit: float) -> Any:
    shown = np.clip(entries.astype(np.float64) / limit, -1, 1)
    return Image.fromarray(np.round((shown + 1) * 127.5).astype(np.uint8))
