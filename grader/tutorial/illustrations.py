"""The figures that the fixtures offer: what a network was trained to, and how it ranks classes."""

from collections.abc import Sequence

import numpy as np

from grader.plots.charts import Bars, Counts, Curves, Figure, Line, Tiles
from grader.values import Items, Value

WORST = 8  # wrong answers that are shown
MOST_LOSSES = 1000


def training(losses: Value, logits: np.ndarray, images: np.ndarray, digits: np.ndarray) -> list[Figure]:
    """Return the losses, what the network takes each digit for, and the wrong answers that it is surest of.

    Args:
        losses: what the submission's `train` returned; drawn if it is a list of several floats.
        logits: (N, 10), finite.
        images: (N, 28, 28) uint8.
        digits: (N,) the digits that they show.
    """
    answers = logits.argmax(axis=1)
    counts = np.zeros((10, 10), dtype=np.int64)
    np.add.at(counts, (digits, answers), 1)
    matrix = Counts("what your network takes each digit for", counts, "a digit", "an answer")
    return [*_curve(losses), matrix, *_worst(logits, images, digits)]


def _curve(losses: Value) -> list[Figure]:
    items = losses.items[:MOST_LOSSES] if isinstance(losses, Items) else ()
    numbers = [item for item in items if isinstance(item, float) and np.isfinite(item)]
    if len(numbers) < max(2, len(items)):
        return []
    return [Curves("mean loss", (Line("", np.array(numbers)),), axis="epoch", start=1)]


def _worst(logits: np.ndarray, images: np.ndarray, digits: np.ndarray) -> list[Figure]:
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    chances, answers = powers.max(axis=1) / powers.sum(axis=1), logits.argmax(axis=1)
    wrong = np.flatnonzero(answers != digits)
    surest = wrong[np.argsort(-chances[wrong], kind="stable")][:WORST]
    tiles = tuple((f"a {digits[i]}, taken\nfor a {answers[i]}: {chances[i]:.0%}", images[i]) for i in surest)
    return [Tiles("the wrong answers that your network is surest of", tiles)] if tiles else []


def ranking(got: Value, right: Sequence[tuple[str, float]]) -> list[Figure]:
    """Return a submission's ranking of classes after the right one; nothing if it is no ranking."""
    bars = Bars.of("got", got)
    return [Bars("expected", tuple(right)), bars] if bars else []
