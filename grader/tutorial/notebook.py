"""The figures of the tutorial's notebook, drawn with a student's functions."""

from collections.abc import Callable

import numpy as np
from markupsafe import Markup

from grader.plots import charts, svg
from grader.writers import pages

SETUP = """from grader.tutorial.notebook import figure
from skimage.data import chelsea

cat = chelsea()"""

FILTERED = "figure(kernel=lambda: {0}, cat=lambda: get_convolved(face(), {0}, times=1)[1])"
FIGURES = {
    "to_gray": "figure(colour=lambda: cat, gray=lambda: to_gray(cat))",
    "crop": "figure(face=lambda: crop(to_gray(cat)))",
    "standardize": '''def face():
    """Return the cat's face, prepared by your own functions."""
    return standardize(crop(to_gray(cat)))


figure(face=face)''',
    "conv_2d": """import torch

edges = torch.tensor([[[[-1.0, 0.0, 1.0]] * 3]])
figure(face=face, edges=lambda: conv_2d(torch.from_numpy(face())[None, None], edges)[0, 0])""",
    "get_convolved": "figure(blurred=lambda: get_convolved(face(), [[0.04] * 5] * 5))",
    "shifted_identity": "figure(kernel=lambda: shifted_identity(5, 1, -2))",
    "box_blur": FILTERED.format("box_blur(9)"),
    "edge_bands": FILTERED.format("edge_bands(4)"),
    "ddgaussian": """figure(
    density=lambda: gaussian(61),
    first_derivative=lambda: dgaussian(61),
    negated_second_derivative=lambda: ddgaussian(61),
)""",
    "gaussian2d": FILTERED.format("gaussian2d(15)"),
    "gabor": FILTERED.format("gabor(15, 30)"),
    "line2d": FILTERED.format("line2d(15)"),
    "ddgaussian2d": FILTERED.format("ddgaussian2d(15)"),
    "pupil_kernel": FILTERED.format("pupil_kernel()"),
    "sweep": """angles = [0, 45, 90, 135]
figure(rotated=lambda: list(sweep(face(), lambda angle: gabor(15, angle), angles)))""",
}


class Figure:
    """Pictures side by side, displayed by a notebook."""

    def __init__(self, panels: list[svg.Panel]) -> None:
        self.titles = [panel.title for panel in panels]
        self.html = pages.render("pictures.html.jinja", pictures=charts.draw(panels))

    def __repr__(self) -> str:
        return f"figure: {', '.join(self.titles)}"

    def _repr_html_(self) -> Markup:
        return self.html


def figure(**makers: Callable[[], object]) -> Figure | None:
    """Draw what each function returns, titled with its name; print why pictures are missing.

    >>> figure(gray=lambda: to_gray(cat))
    """
    panels: list[svg.Panel] = []
    for name, make in makers.items():
        title = name.replace("_", " ")
        try:
            made = make()
            parts = list(made) if isinstance(made, (list, tuple)) else [made]
            titles = [title] if len(parts) == 1 else [f"{title} {i}" for i in range(len(parts))]
            panels += [svg.Panel(*pair) for pair in zip(titles, map(_array, parts), strict=True)]
        except NotImplementedError as error:
            print(f"{title}: not done yet" + (f" ({error})" if str(error) else ""))
        except Exception as error:
            # A wrong function must not stop "Run All".
            print(f"{title}: no picture ({type(error).__name__}: {error})")
    return Figure(panels) if panels else None


def _array(thing: object) -> np.ndarray:
    array = np.asarray(thing)
    drawable = array.ndim in (1, 2) or (array.ndim == 3 and array.shape[2] == 3)
    if array.dtype.kind not in "biuf" or not array.size or not drawable:
        kind = f"an array of shape {array.shape}" if array.ndim else type(thing).__name__
        raise TypeError(f"{kind} is not a picture")
    return array
