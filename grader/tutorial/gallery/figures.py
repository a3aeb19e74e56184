"""Define figures, and draw those of images and kernels."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.ndimage import correlate

from grader.plots import sheets
from grader.plots.colours import AMBER, LINE, Scale
from grader.tutorial.gallery.functions import StudentFunctions
from grader.tutorial.pictures import chelsea

TIMES = ("input", "once", "twice", "three times", "four times")
PUPILS = ((72, 72), (92, 213))  # row, column
EYE = (slice(72, 112), slice(193, 233))


@dataclass(frozen=True)
class Figure:
    """A figure of the gallery, the functions it requires, and how to draw it."""

    file: str
    title: str
    caption: str
    needs: tuple[str, ...]
    draw: Callable[[StudentFunctions, str], bytes]  # takes the functions and the title, returns a PNG or GIF
    trains: bool = False  # then it takes long to draw

    @property
    def right(self) -> str:
        """The file with the same figure, drawn with the reference's functions."""
        return "-right.".join(self.file.rsplit(".", 1))


class Filter:
    """A call that returns a kernel, and the label of its row."""

    def __init__(self, label: str, function: str, *arguments: int, **options: float) -> None:
        self.label, self.function, self.arguments, self.options = label, function, arguments, options

    def kernel(self, student: StudentFunctions) -> np.ndarray:
        return student.kernel(self.function, *self.arguments, **self.options)


def draw_rows(
    student: StudentFunctions,
    title: str,
    *,
    make: Callable[[StudentFunctions], dict[str, np.ndarray]],
    same_scale: bool,
) -> bytes:
    """Draw a row for each kernel: the picture, the results of one to four convolutions, and the kernel.

    With `same_scale`, all images share the colour scale of the first, so that a larger contrast looks larger.
    """
    kernels = make(student)
    images = [student.convolved(kernel) for kernel in kernels.values()]
    figure, axes = sheets.sheet(len(kernels), len(TIMES) + 1, title)
    scale = Scale.of(student.picture, signed=True, share=sheets.OUTLIERS) if same_scale else None
    for row, (label, kernel), convolved in zip(axes, kernels.items(), images, strict=True):
        for ax, image in zip(row, convolved, strict=False):
            sheets.picture(ax, image, scale, frame=student.picture.shape)
        sheets.kernel(row[-1], kernel)
        row[0].set_ylabel(label if len(kernels) > 1 else "")
    for ax, times in zip(axes[0], (*TIMES, "filter"), strict=True):
        ax.set_title(times)
    return sheets.png(figure)


def rows(file: str, title: str, caption: str, *filters: Filter, same_scale: bool = False) -> Figure:
    """Return a figure with a row for each filter."""

    def make(student: StudentFunctions) -> dict[str, np.ndarray]:
        return {item.label: item.kernel(student) for item in filters}

    needs = ("get_convolved", *dict.fromkeys(item.function for item in filters))
    return Figure(file, title, caption, needs, partial(draw_rows, make=make, same_scale=same_scale))


def random_kernels(_student: StudentFunctions) -> dict[str, np.ndarray]:
    """Return three kernels of random numbers."""
    generator = np.random.default_rng(213)
    return {f"no. {i}": generator.standard_normal((7, 7)) for i in (1, 2, 3)}


def draw_preparation(student: StudentFunctions, title: str) -> bytes:
    """Draw the steps from the colour photograph to the standardized crop."""
    steps = {"chelsea": chelsea()}
    for name in ("to_gray", "crop", "standardize"):
        steps[name] = student.image(name, [*steps.values()][-1])
    figure, axes = sheets.sheet(1, 4, title, (2.6, 2.6))
    for ax, (name, image) in zip(axes[0], steps.items(), strict=True):
        scale = None if name == "standardize" else Scale(255, signed=bool((image < 0).any()))
        sheets.picture(ax, image, scale, title=name)
        ax.set_anchor("N")
    return sheets.png(figure)


def draw_profiles(student: StudentFunctions, title: str) -> bytes:
    """Draw the three one-dimensional filters."""
    names = ("gaussian", "dgaussian", "ddgaussian")
    x = np.linspace(-3, 3, 61)
    curves = [student.profile(name, len(x)) for name in names]
    figure, axes = sheets.sheet(1, 3, title, (3.0, 2.4))
    for ax, name, curve in zip(axes[0], names, curves, strict=True):
        ax.axhline(0, color=LINE, linewidth=0.6)
        ax.plot(x, curve, color="black")
        ax.set_title(name)
    return sheets.png(figure)


def draw_options(student: StudentFunctions, title: str) -> bytes:
    """Draw the effect of padding, stride and dilation on a small part of the picture."""
    eye, blur = student.cropped[EYE] / np.float32(255), np.full((7, 7), 1 / 49)
    cases: list[dict[str, int]] = [{}, *({"padding": p} for p in (1, 2, 3)), {"stride": 2}, {"dilation": 2}]
    images = [eye, *(student.conv_2d(eye, blur, **case) for case in cases)]
    names = [", ".join(f"{name} {value}" for name, value in case.items()) or "no padding, stride 1" for case in cases]
    scale = Scale.of(*images)
    figure, axes = sheets.sheet(2, 4, title, (2.1, 2.6))
    for ax, image, name in zip(axes.flat, images, ["input", *names], strict=False):
        sheets.picture(ax, image, scale, frame=eye.shape, title=name)
    sheets.kernel(axes.flat[-1], blur, "filter")
    return sheets.png(figure)


def draw_rotation(student: StudentFunctions, _title: str) -> bytes:
    """Animate a rotating edge detector."""
    angles = range(0, 360, 20)
    kernels = [student.kernel("gabor", 21, degrees=float(angle)) for angle in angles]
    images = student.swept(kernels, angles)
    scale = Scale.of(images, share=sheets.OUTLIERS)  # one for all: an edge is strongest at its own angle
    return sheets.gif(list(images), kernels, [f"gabor, {angle}°" for angle in angles], [scale] * len(images))


def draw_growth(student: StudentFunctions, _title: str) -> bytes:
    """Animate a spot detector that grows and shrinks."""
    sizes = range(7, 33, 2)
    kernels = [student.kernel("ddgaussian2d", n) for n in sizes]
    images = student.swept(kernels, sizes)
    order = [*range(len(sizes)), *range(len(sizes) - 2, 0, -1)]
    return sheets.gif(
        [images[i] for i in order],
        [kernels[i] for i in order],
        [f"spots, side {sizes[i]}" for i in order],
        [Scale.of(images[i], share=sheets.OUTLIERS) for i in order],
    )


def draw_pupil(student: StudentFunctions, title: str) -> bytes:
    """Draw the response to pupil_kernel and its maximum."""
    kernel = student.pupil_kernel()
    response = correlate(student.picture.astype(np.float64), kernel, mode="constant")
    row, column = (int(i) for i in np.unravel_index(int(response.argmax()), response.shape))
    distance = min(float(np.hypot(row - y, column - x)) for y, x in PUPILS)
    figure, axes = sheets.sheet(1, 3, title, (3.2, 3.75))
    sheets.picture(axes[0, 0], student.picture, title="standardized crop")
    sheets.kernel(axes[0, 1], kernel, "pupil_kernel")
    largest = f"response: largest at row {row}, column {column}"
    sheets.picture(axes[0, 2], response, title=largest, note=f"{distance:.0f} pixels from the nearer pupil")
    for ax in (axes[0, 0], axes[0, 2]):
        ax.plot(column + 0.5, row + 0.5, "P", color=AMBER, markersize=11, markeredgecolor="black")
        for y, x in PUPILS:
            for colour, width in (("black", 3.5), (AMBER, 1.8)):
                ax.plot(x + 0.5, y + 0.5, "o", color=colour, markersize=20, markeredgewidth=width, fillstyle="none")
    return sheets.png(figure)
