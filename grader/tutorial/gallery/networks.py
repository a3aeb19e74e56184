"""Draw how the student's network learns to read digits, and what Inception v3 says to the cat."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from grader.tutorial import data
from grader import expect
from grader.tutorial.data import Images
from grader import plots as paint
from grader.tutorial.gallery.functions import LeftOut, Studio
from grader.tutorial import inception as pretrained
from grader.tutorial.inception import Weights, find_weights
from grader.tutorial.pictures import chelsea
from grader.tutorial.training import SEED, Budget, Training, as_network_input, stored_arrays
from grader.values import Handle, Items, recipe, tensor

POINTS = 10  # of the curve, at least
SAMPLE = 2000  # unseen images on which the accuracy is taken along the way
BEST = 100  # classes
NAMED = 10  # of them


@dataclass(frozen=True)
class Diary:
    """What happened in a training, part by part."""

    seen: list[int]  # images up to the end of each part
    losses: list[float]
    accuracies: list[float]
    confusion: np.ndarray  # (10, 10): the row is the digit, the column is what it was taken for


def lesson(studio: Studio, title: str) -> bytes:
    """Train the student's network within the budget, and draw what became of it."""
    if studio.budget is None:
        raise LeftOut("no network is trained with --budget none")
    _require_training(studio)
    images = data.load_images(studio.data, log=studio.log)
    diary = train(studio, images, studio.budget)
    right = float(np.trace(diary.confusion) / diary.confusion.sum())
    said = f"{title}: {right:.1%} of {diary.confusion.sum():,} unseen {NAMES[images.name]}"
    figure, axes = paint.sheet(1, 2, said, (5.0, 4.4))
    _curve(axes[0, 0], diary)
    _confusion(axes[0, 1], diary.confusion)
    return paint.png(figure)


NAMES = {"mnist": "digits of MNIST", "digits": "digits of scikit-learn"}


def _require_training(studio: Studio) -> None:
    """Try both functions on two images, before images are looked for or downloaded."""
    studio.direct.answerer.stored = {"few": np.zeros((2, 1, 28, 28), np.float32), "labels": np.zeros(2, np.int64)}
    model = studio.build("CNN")
    _train(studio, model, "few", "labels", 2, 1e-3)


def train(studio: Studio, images: Images, budget: Budget) -> Diary:
    """Train the student's network part by part: each part is a call of train, after which the network is asked."""
    epochs = Training(images, budget).epochs
    parts = math.ceil(POINTS / epochs)  # of an epoch
    _lay_out(studio, images, budget, parts)
    model = studio.build("CNN")
    diary = Diary([], [], [], np.zeros((10, 10), dtype=int))
    for part in list(range(parts)) * epochs:
        count = len(studio.direct.answerer.stored[f"images {part}"])
        loss = _train(studio, model, f"images {part}", f"labels {part}", budget.batch_size, budget.learning_rate)
        taken = _digits(studio, model, "sample", min(SAMPLE, len(images.test_labels)))
        diary.seen.append((diary.seen or [0])[-1] + count)
        diary.losses.append(loss)
        diary.accuracies.append(float(np.mean(taken == images.test_labels[: len(taken)])))
    taken = _digits(studio, model, "test_images", len(images.test_labels))
    np.add.at(diary.confusion, (images.test_labels, taken), 1)
    return diary


def _lay_out(studio: Studio, images: Images, budget: Budget, parts: int) -> None:
    """Store the images of each part where recipes find them."""
    stored: dict[str, np.ndarray] = dict(stored_arrays(images, budget.images))
    for name in ("images", "labels"):
        pieces = np.array_split(stored[f"train_{name}"], parts)
        stored |= {f"{name} {i}": piece for i, piece in enumerate(pieces)}
    studio.direct.answerer.stored = stored | {"sample": as_network_input(images.test_images[:SAMPLE])}


def _train(studio: Studio, model: Handle, images: str, labels: str, batch_size: int, learning_rate: float) -> float:
    """Train for one epoch on stored images, and return the loss."""
    stored = {"images": recipe("stored", name=images), "labels": recipe("stored", name=labels)}
    loader = recipe("loader", **stored, batch_size=batch_size, seed=SEED)
    answer = studio.go_on("train", model, loader, epochs=1, learning_rate=learning_rate)
    with studio.blaming("train"):
        return expect.real(answer, expect.items(answer, 1, "a list of 1 float")[0], "losses that are floats")


def _digits(studio: Studio, model: Handle, images: str, count: int) -> np.ndarray:
    """Return what the network takes stored images for."""
    with studio.blaming("CNN"):
        answer = studio.heard("CNN", studio.subject.logits(model, recipe("stored", name=images), batch=500))
        logits = expect.array(answer, kind="torch", dtype=expect.FLOATS, shape=(count, 10))
    found: np.ndarray = logits.argmax(axis=1)
    return found


def _curve(ax: Axes, diary: Diary) -> None:
    """Draw loss and accuracy over the images seen, each with an axis in its own colour."""
    ax.plot(diary.seen, diary.losses, "o-", color=paint.ACCENT, markersize=4)
    ax.set_ylim(bottom=min(0.0, *diary.losses))
    ax.set_xlim(left=0)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.set_xlabel("images seen", fontsize=9)
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:,.0f}")
    ax.set_ylabel("mean loss", color=paint.ACCENT, fontsize=9)
    other = ax.twinx()
    percent = [100 * accuracy for accuracy in diary.accuracies]
    other.plot(diary.seen, percent, "s-", color=paint.INK, markersize=4)
    other.set_ylim(min(80.0, *percent) - 2, 100)
    other.set_ylabel("accuracy on unseen images", color=paint.INK, fontsize=9)
    other.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    other.yaxis.set_major_formatter(lambda y, _: f"{y:.0f} %")
    for side in (ax, other):
        side.tick_params(labelsize=8)
        side.spines["top"].set_visible(False)


def _confusion(ax: Axes, counts: np.ndarray) -> None:
    """Draw how often each digit was taken for each; colours show the share of a row, so that rare errors are seen."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(np.sqrt(shares), cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        colour = "white" if shares[row, column] > 0.4 else "black"
        ax.text(column, row, str(count) if count else "", ha="center", va="center", fontsize=8, color=colour)
    ax.set_xticks(range(10))
    ax.set_yticks(range(10))
    ax.set_xlabel("taken for", fontsize=9)
    ax.set_ylabel("is", fontsize=9)
    ax.tick_params(labelsize=8, length=0)


# Inception v3


def naming(studio: Studio, title: str) -> bytes:
    """Draw the most probable classes of the cat."""
    answer = studio.ask("preprocess", chelsea())
    with studio.blaming("preprocess"):
        batch = expect.array(answer, kind="torch", dtype="float32", shape=(1, 3, 299, 299))
    _require_ranking(studio)
    weights = find_weights(studio.data, studio.log)
    names = list(weights.answers.class_names)
    ranking = _ranking(studio, inception(weights), batch, names, BEST)
    kind = "trained weights" if weights.kind == "trained" else "random weights, so the names mean nothing"
    figure, axes = paint.sheet(1, 2, f"{title}: {kind}", (5.2, 3.6))
    _named(axes[0, 0], ranking[:NAMED])
    _all(axes[0, 1], [probability for _, probability in ranking])
    return paint.png(figure)


def inception(weights: Weights) -> Any:
    """Return the network with these weights, in eval mode."""
    import torch  # noqa: PLC0415  its import takes seconds, and the other figures do without torchvision
    from torchvision.models import inception_v3  # noqa: PLC0415

    network = inception_v3(weights=None, init_weights=False, transform_input=True)
    network.load_state_dict(torch.load(weights.file, map_location="cpu", weights_only=True))
    return network.eval()


def _require_ranking(studio: Studio) -> None:
    """Try top_k on a small model, before weights are looked for or made."""
    from torch import nn  # noqa: PLC0415  as above

    _ranking(studio, nn.Linear(4, 6), np.ones((1, 4), np.float32), [f"class {i}" for i in range(6)], 6)


def _ranking(studio: Studio, model: Any, batch: np.ndarray, names: list[str], k: int) -> list[tuple[str, float]]:
    """Return (name, probability) of the k best classes."""
    answer = studio.go_on("top_k", studio.keep(model), tensor(batch), names, k=k)
    wanted = f"a list of {k} pairs (name, probability)"
    ranking = []
    with studio.blaming("top_k"):
        for pair in expect.items(answer, k, wanted):
            if not isinstance(pair, Items) or len(pair.items) != 2 or not isinstance(pair.items[0], str):
                raise expect.wrong(answer, "wrong type", wanted, f"an element that is {expect.kind_of(pair)}")
            probability = expect.real(answer, pair.items[1], "probabilities that are floats")
            if not 0 <= probability <= 1:
                raise expect.wrong(answer, "no probability", "numbers from 0 to 1", f"{probability:.6g}")
            ranking.append((pair.items[0], probability))
    return ranking


def _named(ax: Axes, ranking: list[tuple[str, float]]) -> None:
    """Draw the best classes by name, with their probabilities."""
    places = range(len(ranking))
    spots = [max(probability, 1e-9) for _, probability in ranking]
    ax.plot(spots, places, "o", color=paint.INK)
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    ax.set_yticks(places, [name for name, _ in ranking])
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.set_xlim(min(spots) / 3, max(spots) * 6)
    for place, (_, probability) in enumerate(ranking):
        ax.text(spots[place] * 1.15, place, f"{probability:.2%}", va="center", fontsize=8)
    _plain(ax, f"the first {len(ranking)}")
    ax.set_xlabel("probability", fontsize=9)


def _all(ax: Axes, probabilities: list[float]) -> None:
    """Draw the probabilities by rank."""
    ranks = range(1, len(probabilities) + 1)
    ax.plot(ranks, np.maximum(probabilities, 1e-9), ".", color=paint.INK)
    ax.set_yscale("log")
    ax.grid(axis="y", color="#dddddd", linewidth=0.6)
    _plain(ax, f"the first {len(probabilities)}")
    ax.set_xlabel("rank", fontsize=9)
    ax.set_ylabel("probability", fontsize=9)


def _plain(ax: Axes, title: str) -> None:
    ax.set_title(title, fontsize=9)
    ax.tick_params(which="both", labelsize=8)
    ax.spines[["top", "right"]].set_visible(False)
