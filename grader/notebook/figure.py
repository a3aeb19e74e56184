"""Show a student's own results as a figure, as far as there are any."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

SMALL = 64  # what is no larger is a kernel: blue is negative, white 0, red positive
WIDTH = 2.4  # inches of one picture


def figure(**makers: Callable[[], object]) -> None:
    """Draw what each maker returns, under its name; say of the others why there is nothing to draw.

    >>> figure(gray=lambda: to_gray(cat))
    """
    pictures: list[tuple[str, np.ndarray]] = []
    for name, make in makers.items():
        title = name.replace("_", " ")
        try:
            made = make()
            parts = list(made) if isinstance(made, (list, tuple)) else [made]
            pictures += [(title if len(parts) == 1 else f"{title} {i}", _array(part)) for i, part in enumerate(parts)]
        except NotImplementedError as error:
            print(f"{title}: not done yet" + (f" ({error})" if str(error) else ""))
        except Exception as error:
            # A wrong function must not stop a notebook that runs from top to bottom.
            print(f"{title}: no picture ({type(error).__name__}: {error})")
    if pictures:
        _draw(pictures)


def _array(thing: object) -> np.ndarray:
    array = np.asarray(thing)
    drawable = array.ndim in (1, 2) or (array.ndim == 3 and array.shape[2] == 3)
    if array.dtype.kind not in "biuf" or not array.size or not drawable:
        kind = f"an array of shape {array.shape}" if array.ndim else type(thing).__name__
        raise TypeError(f"{kind} is no picture")
    return array


def _draw(pictures: list[tuple[str, np.ndarray]]) -> None:
    from matplotlib import pyplot as plt  # noqa: PLC0415  it takes a second, and most stubs draw nothing

    drawn, axes = plt.subplots(1, len(pictures), figsize=(WIDTH * len(pictures), WIDTH), squeeze=False)
    for axis, (title, array) in zip(axes[0], pictures, strict=True):
        axis.set_title(title, fontsize=9)
        if array.ndim == 1:
            axis.plot(array, ".-")
            axis.tick_params(labelsize=7)
            continue
        axis.set(xticks=[], yticks=[])
        limit = float(np.abs(array).max()) or 1.0
        kernel = array.ndim == 2 and max(array.shape) <= SMALL
        axis.imshow(array, **({"cmap": "RdBu_r", "vmin": -limit, "vmax": limit} if kernel else {"cmap": "gray"}))
    drawn.tight_layout()
    plt.show()
