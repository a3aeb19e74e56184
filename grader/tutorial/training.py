"""Train a submission's network once and measure its accuracy on unseen images."""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta, Struct

from grader import expect
from grader.course import CATALOGUE, Course, CourseError
from grader.plots.charts import Figure
from grader.resources import Log, Resource
from grader.subject import NotJudged, Subject
from grader.tutorial import illustrations
from grader.tutorial.data import Images, fetch_mnist, load_images
from grader.tutorial.reports import Replay
from grader.values import Handle, Value, recipe

DOWNLOADS = {"mnist": fetch_mnist}
SEED = 7  # determines the order of the training images
BATCH = 500  # unseen images at a time
SHIFTED = 1000  # number of unseen images that are classified again, shifted by one pixel
STEPS = np.array([(-1, 0), (1, 0), (0, -1), (0, 1)])
MOST_LOST = 0.15  # of the accuracy; good networks lose a few hundredths, a linear classifier up to 0.08
Fraction = Annotated[float, Meta(ge=0, le=1)]
Thresholds = Annotated[tuple[Fraction, ...], Meta(min_length=1)]
Count = Annotated[int, Meta(ge=1)]


class Budget(Struct, frozen=True, forbid_unknown_fields=True):
    """How `mnist` trains, on how many `unseen` images it is judged, and its thresholds of accuracy.

    `digits_…` apply to scikit-learn's digits.
    """

    images: Annotated[int, Meta(ge=100)]
    epochs: Count
    thresholds: Thresholds
    digits_epochs: Count
    digits_thresholds: Thresholds
    unseen: Annotated[int, Meta(ge=500)] = 10_000
    batch_size: Count = 32
    learning_rate: Annotated[float, Meta(gt=0)] = 3e-3


def budget_of(course: Course, name: str) -> Budget | None:
    """Return a budget of the course, or None for `none`. Raises CourseError if it is invalid."""
    if name not in course.budgets:
        return None
    where = f"{course.path / CATALOGUE}: budgets.{name}"
    try:
        budget = msgspec.convert(course.budgets[name], Budget)
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at `$")
        field_name, got = place.rstrip("`").lstrip("."), course.budgets[name].get(place.rstrip("`").lstrip("."), "")
        shown = f".{field_name} = {got!r}" if field_name else ""
        raise CourseError(f"{where}{shown}: {problem}; correct this entry.") from None
    if len(budget.thresholds) < len(budget.digits_thresholds):
        raise CourseError(f"{where}: digits_thresholds is longer than thresholds; remove the surplus entries.")
    return budget


def validate(course: Course) -> None:
    """Validate all budgets of the course."""
    for name in course.budgets:
        budget_of(course, name)


def seconds(course: Course, budget: str, step: float) -> float:
    """Return the time limit of a training in CPU seconds; `step` is the measured time of one training step."""
    found = budget_of(course, budget)
    if found is None:
        return 0.0
    # Networks may use ten times the multiply-adds, and small layers run at half the speed of large ones.
    return 20 + 24 * step * found.epochs * found.images / found.batch_size


def find(course: Course, budget: str, folder: Path | None, log: Log, secret: str = "") -> Resource:
    """Return MNIST, or scikit-learn's digits if it is not available, as a resource; nothing for the budget `none`.

    With a secret, the classes are renumbered and the unseen images come in another order, so that neither labels by
    position nor public labels nor weights that a submission brings along are worth anything.
    """
    found = budget_of(course, budget)
    if found is None:
        return Resource({"data": "none"}, "none", lambda: Training(None, None))
    images = load_images(folder, log=log)
    numbers = numbers_under(secret)
    images = fewer(disguised(images, secret) if secret else images, found.unseen)
    return Resource(
        {"data": images.name},
        f"{found}, {images.name}",
        lambda: Training(images, found, numbers),
        source=images.source,
        remark="" if images.name == "mnist" else "MNIST is not available; scikit-learn's digits were used instead.",
        stored=cache(lambda: stored_arrays(images, found.images)),
    )


@dataclass
class Training:
    """The fixture of the `mnist` exercise: all its thresholds share one training run."""

    images: Images | None
    budget: Budget | None
    numbers: np.ndarray = field(default_factory=lambda: np.arange(10))  # the class of each digit
    losses: Value = field(default=None, init=False)  # what `train` returned
    logits: np.ndarray | None = field(default=None, init=False)  # of the unseen images
    result: float | Exception | None = field(default=None, init=False)
    marks: list[str] = field(default_factory=list, init=False)  # for the instructor to review

    @property
    def epochs(self) -> int:
        assert self.budget is not None and self.images is not None  # noqa: S101  used only with a budget
        return self.budget.epochs if self.images.name == "mnist" else self.budget.digits_epochs

    @property
    def call(self) -> str:
        assert self.budget is not None  # noqa: S101  used only with a budget
        return f"train(CNN(), loader, epochs={self.epochs}, learning_rate={self.budget.learning_rate})"

    def threshold(self, index: int) -> float:
        """Return a threshold, an accuracy in [0, 1]. Raises NotJudged if it does not apply."""
        if self.budget is None or self.images is None:
            raise NotJudged("with --budget none, no network is trained")
        if self.images.name == "mnist":
            return self.budget.thresholds[index]
        if index >= len(self.budget.digits_thresholds):
            raise NotJudged("requires MNIST: on scikit-learn's digits, a fully connected network performs as well")
        return self.budget.digits_thresholds[index]

    def accuracy(self, student: Subject) -> float:
        """Train the network on the first call, and return the fraction of unseen images classified correctly."""
        if self.result is None:
            try:
                self.result = self._run(student)
            except Exception as error:  # raised again for every threshold
                self.result = error
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def _run(self, student: Subject) -> float:
        assert self.budget is not None and self.images is not None  # noqa: S101  threshold() was called before
        images, labels = (recipe("stored", name=f"train_{name}") for name in ("images", "labels"))
        loader = recipe("loader", images=images, labels=labels, batch_size=self.budget.batch_size, seed=SEED)
        model = student.build("CNN")
        trained = student.call("train", model, loader, epochs=self.epochs, learning_rate=self.budget.learning_rate)
        self.losses = trained.value
        logits = self._logits(student, model, "test_images", len(self.images.test_labels))
        self.logits = logits
        if not self._replays(student, model, logits):
            self.marks.append("not replayed")
        right: np.ndarray = logits.argmax(axis=1) == self.images.test_labels
        if self.images.name == "mnist":
            # A network that has memorised the images fails on shifted ones; others lose little accuracy.
            shifted = self._logits(student, model, "shifted_images", SHIFTED).argmax(axis=1)
            if right[:SHIFTED].mean() - (shifted == self.images.test_labels[:SHIFTED]).mean() > MOST_LOST:
                self.marks.append("looks memorised")
        return float(right.mean())

    def _logits(self, student: Subject, model: Handle, name: str, count: int) -> np.ndarray:
        answer = student.logits(model, recipe("stored", name=name), batch=BATCH)
        return expect.array(answer, kind="torch", dtype=expect.FLOATS, shape=(count, 10))

    def figures(self) -> list[Figure]:
        """Return figures of the training and of the answers for the unseen images, once there are any."""
        if self.images is None or self.logits is None or not np.isfinite(self.logits).all():
            return []
        digits = np.argsort(self.numbers)[self.images.test_labels]
        return illustrations.training(self.losses, self.logits[:, self.numbers], self.images.test_images, digits)

    def _replays(self, student: Subject, model: Handle, logits: np.ndarray) -> bool:
        """Return whether a record of the network gives the same logits where its code has never been.

        It is recorded on one batch, and replayed on that batch and the next one.
        """
        images = recipe("stored", name="test_images")
        batch = min(BATCH, len(logits) // 2)
        record = student.record(model, images, batch)
        replay = student.replay(record.value, images, batch=batch, count=2 * batch, kind=Replay)
        return replay is not None and replay.agrees(logits[: 2 * batch])


def numbers_under(secret: str) -> np.ndarray:
    """Return the class of each digit; without a secret, it is the digit itself."""
    return _chance(secret).permutation(10) if secret else np.arange(10)


def _chance(secret: str) -> np.random.Generator:
    return np.random.default_rng(list(hashlib.sha256(secret.encode()).digest()))


def disguised(images: Images, secret: str) -> Images:
    """Return the images with classes renumbered, and unseen images in an order, that both follow from a secret."""
    chance = _chance(secret)
    numbers, order = chance.permutation(10), chance.permutation(len(images.test_labels))
    return replace(
        images,
        train_labels=numbers[images.train_labels],
        test_images=images.test_images[order],
        test_labels=numbers[images.test_labels[order]],
    )


def fewer(images: Images, unseen: int) -> Images:
    """Return at most this many unseen images, from everywhere: in MNIST, those of the first half are easier."""
    count = len(images.test_labels)
    chosen = np.linspace(0, count - 1, min(unseen, count)).round().astype(int)
    return replace(images, test_images=images.test_images[chosen], test_labels=images.test_labels[chosen])


def stored_arrays(images: Images, count: int) -> dict[str, np.ndarray]:
    """Return the training images and labels, and the unseen images; images are (N, 1, 28, 28) float32 in [0, 1]."""
    return {
        "train_images": as_network_input(images.train_images[:count]),
        "train_labels": images.train_labels[:count].astype(np.int64),
        "test_images": as_network_input(images.test_images),
        "shifted_images": as_network_input(shifted(images.test_images[:SHIFTED])),
    }


def shifted(images: np.ndarray) -> np.ndarray:
    """Return images (N, 28, 28), each shifted by one pixel up, down, left or right and padded with black."""
    framed = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    steps = STEPS[np.random.default_rng(SEED).integers(0, len(STEPS), len(images))]
    rows, columns = images.shape[1:]
    return np.stack([f[1 + dy :, 1 + dx :][:rows, :columns] for f, (dy, dx) in zip(framed, steps, strict=True)])


def as_network_input(images: np.ndarray) -> np.ndarray:
    """Return uint8 images (N, 28, 28) as float32 (N, 1, 28, 28) in [0, 1]."""
    return (images[:, None] / np.float32(255)).astype(np.float32)
