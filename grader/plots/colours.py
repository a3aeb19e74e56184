"""Colour scales for arrays, in notebooks, the gallery and animations.

Blue is negative, white is 0 and red is positive. Arrays without negative entries are gray: black is 0, white is the
largest entry. Violet is NaN or infinite. Photographs, (H, W, 3), keep their colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# ColorBrewer's RdBu, reversed and with pure white in the middle: safe for colour-blind readers.
_HEX = "053061 2166ac 4393c3 92c5de d1e5f0 ffffff fddbc7 f4a582 d6604d b2182b 67001f"
DIVERGING = np.array([list(bytes.fromhex(colour)) for colour in _HEX.split()], dtype=float)
GRAY = np.array([[0.0] * 3, [255.0] * 3])
NOT_FINITE = (165, 0, 255)  # the colour farthest from both scales, also for colour-blind readers
BLUE, RED, AMBER, QUIET, LINE = "#2166ac", "#b2182b", "#ffc20a", "#666666", "#888888"
NOISE = 1e-12  # relative to the largest entry; smaller entries are rounding errors
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Scale:
    """The colours of values from 0 to `limit`, or from -`limit` to `limit` if `signed`."""

    limit: float
    signed: bool

    @classmethod
    def of(cls, *arrays: np.ndarray, signed: bool = False, share: float = 1.0) -> Scale:
        """Return a common scale for these arrays; `share` is the fraction of entries within its limit."""
        entries = np.concatenate([np.zeros(1), *(a[np.isfinite(a)].astype(np.float64) for a in arrays)])
        sizes = np.abs(entries)
        limit = float(np.quantile(sizes, share) or sizes.max() or 1.0)
        return cls(limit, signed or bool((entries < -NOISE * sizes.max()).any()))

    def __str__(self) -> str:
        return f"±{short(self.limit, 3)}" if self.signed else f"0 to {short(self.limit, 3)}"

    def rgb(self, array: np.ndarray) -> np.ndarray:
        """Return the colours of an array, (…, 3) uint8."""
        if array.dtype == np.uint8 and array.ndim == 3:
            return array
        finite = np.isfinite(array)
        with np.errstate(over="ignore"):
            shares = np.where(finite, array, 0).astype(np.float64) / self.limit
        if array.ndim == 3:
            colours = 255 * np.clip(shares, 0, 1)
            finite = finite.all(axis=-1)
        else:
            table = DIVERGING if self.signed else GRAY
            places = np.linspace(-1.0 if self.signed else 0.0, 1.0, len(table))
            colours = np.stack([np.interp(shares, places, channel) for channel in table.T], axis=-1)
        colours[~finite] = NOT_FINITE
        pixels: np.ndarray = np.round(colours).astype(np.uint8)
        return pixels


def ink(colour: np.ndarray) -> str:
    """Return black or white, whichever has the larger WCAG 2 contrast to a colour (at least 4.58)."""
    part = colour / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return "#000000" if linear @ (0.2126, 0.7152, 0.0722) > 0.179 else "#ffffff"


def short(x: float, digits: int = 2) -> str:
    """Return a number with this many significant digits, without an exponent if possible."""
    text = f"{float(f'{x:.{digits}g}'):,.10g}"
    if x and np.isfinite(x) and not 0.001 <= abs(x) < 99_500:
        mantissa, _, exponent = f"{x:.{digits - 1}e}".partition("e")
        text = f"{mantissa} · 10{str(int(exponent)).translate(RAISED)}"
    return text.replace("-", "−")


def size(shape: Sequence[int]) -> str:
    return " × ".join(map(str, shape))
