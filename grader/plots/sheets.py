"""Draw figures of several panels with matplotlib, and animations."""

import io
from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageFont

from grader.plots.colours import LINE, QUIET, Scale, ink, short, size
from grader.plots.walking import animated

DPI = 100
OUTLIERS = 0.995  # quantile of an image's entries that sets its colour limit
NUMBERED, GRIDDED = 5, 15  # largest kernel sides drawn with numbers, with grid lines


def sheet(rows: int, columns: int, title: str, panel: tuple[float, float] = (2.1, 2.3)) -> tuple[Figure, np.ndarray]:
    """Return an empty figure and its axes, (rows, columns), each `panel` inches large."""
    mpl.rcdefaults()  # a student's module may have changed the settings
    mpl.rcParams.update({"axes.titlesize": 9, "axes.labelsize": 9, "xtick.labelsize": 8, "ytick.labelsize": 8})
    mpl.rcParams.update({"axes.spines.top": False, "axes.spines.right": False})
    figure = Figure(figsize=(columns * panel[0], rows * panel[1] + 0.35), dpi=DPI, layout="constrained")
    figure.suptitle(title, fontsize=12, x=0.01, horizontalalignment="left")  # visible on narrow screens
    return figure, np.asarray(figure.subplots(rows, columns, squeeze=False))


def png(figure: Figure) -> bytes:
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=DPI)
    return content.getvalue()


def picture(
    ax: Axes,
    image: np.ndarray,
    scale: Scale | None = None,
    *,
    title: str = "",
    note: str = "",
    frame: Sequence[int] = (),
) -> None:
    """Draw an image, centred in a larger frame if given, with its size and scale (or a note) below it."""
    scale = scale or Scale.of(image, share=OUTLIERS)
    height, width = image.shape[:2]
    rows, columns = frame or (height, width)
    left, top = (columns - width) / 2, (rows - height) / 2
    where = (left, left + width, top + height, top)
    # Other interpolations mix red and blue into purple, which is not on the scale.
    ax.imshow(scale.rgb(image), extent=where, interpolation="nearest")
    ax.set(xlim=(0, columns), ylim=(rows, 0), xticks=[], yticks=[], title=title)
    ax.set_xlabel(note or f"{size(image.shape)}, {scale}", fontsize=8, color=QUIET, labelpad=3)
    ax.spines[:].set_visible(False)


def kernel(ax: Axes, entries: np.ndarray, title: str = "") -> None:
    """Draw a kernel with a border; small kernels show their entries as numbers."""
    scale = Scale.of(entries)
    picture(ax, entries, scale, title=title)
    ax.spines[:].set(visible=True, color=LINE, linewidth=0.6)
    for line in range(1, len(entries)) if len(entries) <= GRIDDED else ():
        ax.axhline(line, color=LINE, linewidth=0.3)
        ax.axvline(line, color=LINE, linewidth=0.3)
    if len(entries) <= NUMBERED:
        numbers(ax, scale.rgb(entries), [[short(float(entry)) for entry in row] for row in entries])


def numbers(ax: Axes, colours: np.ndarray, texts: Sequence[Sequence[str]]) -> None:
    """Write a text on each pixel of a picture that has these colours."""
    for row, column in np.ndindex(colours.shape[:2]):
        colour, where = ink(colours[row, column]), (column + 0.5, row + 0.5)
        ax.text(*where, texts[row][column], ha="center", va="center", fontsize=8, color=colour)


def gif(
    frames: Sequence[np.ndarray], kernels: Sequence[np.ndarray], labels: Sequence[str], scales: Sequence[Scale]
) -> bytes:
    """Return a looping animation of images (H, W), each next to its kernel and label."""
    return animated([_frame(*parts) for parts in zip(frames, kernels, labels, scales, strict=True)], 140)


def _frame(image: np.ndarray, kernel: np.ndarray, label: str, scale: Scale) -> Image.Image:
    height, width = image.shape
    frame = Image.new("RGB", (width + 144, height), "white")
    frame.paste(Image.fromarray(scale.rgb(image)), (0, 0))
    small = Image.fromarray(Scale.of(kernel).rgb(kernel)).resize((120, 120), Image.Resampling.NEAREST)
    frame.paste(small, (width + 12, 12))
    pen = ImageDraw.Draw(frame)
    pen.rectangle((width + 11, 11, width + 132, 132), outline=LINE)
    pen.text((width + 12, 142), label, fill="#222222", font=ImageFont.load_default(16))
    return frame
