"""Draw the training of the student's network, and Inception's classification of the cat."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from grader import expect, text
from grader.plots import sheets
from grader.plots.colours import BLUE, LINE, RED, Scale
from grader.tutorial import data
from grader.tutorial.data import Images
from grader.tutorial.gallery.functions import LeftOut, StudentFunctions
from grader.tutorial.inception import Weights, find_weights
from grader.tutorial.pictures import chelsea
from grader.tutorial.training import SEED, Budget, Training, as_network_input, stored_arrays
from grader.values import Handle, Items, recipe, tensor

POINTS = 10  # minimum number of points of the curve
SAMPLE = 2000  # number of unseen images for the accuracy during the training
BEST, NAMED = 100, 10  # number of most probable classes shown, and shown by name
NAMES = {"mnist": "digits of MNIST", "digits": "digits of scikit-learn"}


@dataclass(frozen=True)
class TrainingRecord:
    """Losses and accuracies after each part of a training."""

    seen: list[int]  # number of images seen by the end of each part
    losses: list[float]
    accuracies: list[float]
    confusion: np.ndarray  # (10, 10): the row is the digit, the column is the answer


def draw_training(student: StudentFunctions, title: str) -> bytes:
    """Train the student's network within the budget, and draw its progress."""
    if student.budget is None:
        raise LeftOut("with --budget none, no network is trained")
    _try_training(student)
    images = data.load_images(student.data, log=student.log)
    record = train(student, images, student.budget)
    count = record.confusion.sum()
    result = f"{np.trace(record.confusion) / count:.1%} of {count:,} unseen {NAMES[images.name]} classified correctly"
    figure, axes = sheets.sheet(1, 2, f"{title}: {result}", (5.0, 4.4))
    _curves(axes[0, 0], record)
    _confusion(axes[0, 1], record.confusion)
    return sheets.png(figure)


def _try_training(student: StudentFunctions) -> None:
    """Try both functions on two images before searching for or downloading images."""
    student.direct.answerer.stored = {"few": np.zeros((2, 1, 28, 28), np.float32), "labels": np.zeros(2, np.int64)}
    model = student.build("CNN")
    _train(student, model, "few", "labels", 2, 1e-3)


def train(student: StudentFunctions, images: Images, budget: Budget) -> TrainingRecord:
    """Train the student's network with a call of train for each part of the images, and test it after each part."""
    epochs = Training(images, budget).epochs
    parts = math.ceil(POINTS / epochs)  # of an epoch
    _store(student, images, budget, parts)
    model = student.build("CNN")
    record = TrainingRecord([], [], [], np.zeros((10, 10), dtype=int))
    for part in list(range(parts)) * epochs:
        count = len(student.direct.answerer.stored[f"images {part}"])
        loss = _train(student, model, f"images {part}", f"labels {part}", budget.batch_size, budget.learning_rate)
        answers = _digits(student, model, "sample", min(SAMPLE, len(images.test_labels)))
        record.seen.append((record.seen or [0])[-1] + count)
        record.losses.append(loss)
        record.accuracies.append(float(np.mean(answers == images.test_labels[: len(answers)])))
    answers = _digits(student, model, "test_images", len(images.test_labels))
    np.add.at(record.confusion, (images.test_labels, answers), 1)
    return record


def _store(student: StudentFunctions, images: Images, budget: Budget, parts: int) -> None:
    """Store the images of each part for the recipes."""
    stored: dict[str, np.ndarray] = dict(stored_arrays(images, budget.images))
    for name in ("images", "labels"):
        pieces = np.array_split(stored[f"train_{name}"], parts)
        stored |= {f"{name} {i}": piece for i, piece in enumerate(pieces)}
    student.direct.answerer.stored = stored | {"sample": as_network_input(images.test_images[:SAMPLE])}


def _train(
    student: StudentFunctions, model: Handle, images: str, labels: str, batch_size: int, learning_rate: float
) -> float:
    """Train for one epoch on stored images and return the loss."""
    stored = {"images": recipe("stored", name=images), "labels": recipe("stored", name=labels)}
    loader = recipe("loader", **stored, batch_size=batch_size, seed=SEED)
    answer = student.go_on("train", model, loader, epochs=1, learning_rate=learning_rate)
    with student.errors_of("train"):
        return expect.real(answer, expect.items(answer, 1, "a list of 1 float")[0], "losses that are floats")


def _digits(student: StudentFunctions, model: Handle, images: str, count: int) -> np.ndarray:
    """Return the network's answers for stored images."""
    with student.errors_of("CNN"):
        answer = student.required("CNN", student.subject.logits(model, recipe("stored", name=images), batch=500))
        logits = expect.array(answer, kind="torch", dtype=expect.FLOATS, shape=(count, 10))
    found: np.ndarray = logits.argmax(axis=1)
    return found


def _curves(ax: Axes, record: TrainingRecord) -> None:
    """Plot loss and accuracy over the number of images seen, with separate axes."""
    ax.plot(record.seen, record.losses, "o-", color=RED, markersize=4)
    ax.set(xlabel="images seen", xlim=(0, None), ylim=(min(0.0, *record.losses), None))
    ax.set_ylabel("mean loss", color=RED)
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    other = ax.twinx()
    percent = [100 * accuracy for accuracy in record.accuracies]
    other.plot(record.seen, percent, "s-", color=BLUE, markersize=4)
    other.set_ylim(min(80.0, *percent) - 2, 100)
    other.set_ylabel("accuracy on unseen images", color=BLUE)
    other.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    other.yaxis.set_major_formatter("{x:.0f} %")
    other.spines["right"].set_visible(True)


def _confusion(ax: Axes, counts: np.ndarray) -> None:
    """Draw the confusion matrix; colours show the square roots of the fractions, so that rare errors are visible."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    scale = Scale(1.0, signed=False)
    sheets.picture(ax, np.sqrt(shares), scale)
    sheets.numbers(ax, scale.rgb(np.sqrt(shares)), [[str(count) if count else "" for count in row] for row in counts])
    ax.set(xticks=np.arange(10) + 0.5, yticks=np.arange(10) + 0.5, xticklabels=range(10), yticklabels=range(10))
    ax.set_xlabel("answer", fontsize=9, color="black")
    ax.set_ylabel("digit")
    ax.tick_params(length=0)


# Inception v3


def draw_classes(student: StudentFunctions, title: str) -> bytes:
    """Draw the most probable classes of the cat."""
    answer = student.ask("preprocess", chelsea())
    with student.errors_of("preprocess"):
        batch = expect.array(answer, kind="torch", dtype="float32", shape=(1, 3, 299, 299))
    _try_ranking(student)
    weights = find_weights(student.data, student.log)
    names = list(weights.answers.class_names)
    ranking = _ranking(student, inception(weights), batch, names, BEST)
    kind = "trained weights" if weights.kind == "trained" else "random weights, so the classes mean nothing"
    figure, axes = sheets.sheet(1, 2, f"{title}: {kind}", (5.2, 3.6))
    _named(axes[0, 0], ranking[:NAMED])
    _all(axes[0, 1], [probability for _, probability in ranking])
    return sheets.png(figure)


def inception(weights: Weights) -> Any:
    """Return Inception v3 with these weights, in eval mode."""
    import torch  # noqa: PLC0415  slow imports, which the other figures do not use
    from torchvision.models import inception_v3  # noqa: PLC0415

    network = inception_v3(weights=None, init_weights=False, transform_input=True)
    network.load_state_dict(torch.load(weights.file, map_location="cpu", weights_only=True))
    return network.eval()


def _try_ranking(student: StudentFunctions) -> None:
    """Try top_k on a small model before searching for or creating weights."""
    from torch import nn  # noqa: PLC0415  as above

    _ranking(student, nn.Linear(4, 6), np.ones((1, 4), np.float32), [f"class {i}" for i in range(6)], 6)


def _ranking(
    student: StudentFunctions, model: Any, batch: np.ndarray, names: list[str], k: int
) -> list[tuple[str, float]]:
    """Return (name, probability) of the k most probable classes."""
    answer = student.go_on("top_k", student.keep(model), tensor(batch), names, k=k)
    wanted = f"a list of {k} pairs (name, probability)"
    ranking = []
    with student.errors_of("top_k"):
        for pair in expect.items(answer, k, wanted):
            if not isinstance(pair, Items) or len(pair.items) != 2 or not isinstance(pair.items[0], str):
                raise expect.wrong(answer, "wrong type", wanted, f"an element that is {expect.kind_of(pair)}")
            probability = expect.real(answer, pair.items[1], "probabilities that are floats")
            if not 0 <= probability <= 1:
                raise expect.wrong(answer, "not a probability", "numbers from 0 to 1", f"{probability:.6g}")
            ranking.append((pair.items[0], probability))
    return ranking


def _named(ax: Axes, ranking: list[tuple[str, float]]) -> None:
    """Draw the most probable classes by name."""
    places = range(len(ranking))
    probabilities = [max(probability, 1e-9) for _, probability in ranking]
    ax.plot(probabilities, places, "o", color=BLUE)
    ax.grid(axis="y", color=LINE, linewidth=0.3)
    names = [text.one_line(name, 40).replace("$", r"\$") for name, _ in ranking]  # $ would start a formula
    ax.set_yticks(places, names)
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.set(title=f"the first {len(ranking)}", xlabel="probability")
    ax.set_xlim(min(probabilities) / 3, max(probabilities) * 6)
    for place, (_, probability) in enumerate(ranking):
        ax.text(probabilities[place] * 1.15, place, f"{probability:.2%}", va="center", fontsize=8)


def _all(ax: Axes, probabilities: list[float]) -> None:
    """Draw the probabilities by rank."""
    ax.plot(range(1, len(probabilities) + 1), np.maximum(probabilities, 1e-9), ".", color=BLUE)
    ax.grid(axis="y", color=LINE, linewidth=0.3)
    ax.set_yscale("log")
    ax.set(title=f"the first {len(probabilities)}", xlabel="rank", ylabel="probability")
