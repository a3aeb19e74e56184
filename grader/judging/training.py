"""Train a submission's network once, and say how many unseen images it reads rightly."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from grader import expect
from grader.course import Budget
from grader.data import Images
from grader.subject import NotJudged, Subject, recipe
from grader.submission.wire import Handle

SEED = 7  # of the order in which the training images are seen
SHIFTED = 2000  # unseen images that are asked again, each shifted by one pixel
STEPS = np.array([(-1, 0), (1, 0), (0, -1), (0, 1)])
MOST_LOST = 0.15  # of the accuracy; right networks lose a few hundredths, a linear classifier up to 0.08


@dataclass
class Training:
    """The data and the budget of the `mnist` exercise, for one submission.

    All rungs of the ladder share one training run; what it gave, an accuracy or an exception, is kept.
    """

    images: Images | None
    budget: Budget | None
    result: float | Exception | None = field(default=None, init=False)
    looks_memorised: bool = field(default=False, init=False)

    @property
    def epochs(self) -> int:
        assert self.budget is not None and self.images is not None  # noqa: S101  asked only when there is a budget
        return self.budget.epochs if self.images.name == "mnist" else self.budget.digits_epochs

    @property
    def call(self) -> str:
        assert self.budget is not None  # noqa: S101  asked only when there is a budget
        return f"train(CNN(), loader, epochs={self.epochs}, learning_rate={self.budget.learning_rate})"

    @property
    def batches(self) -> float:
        """How many steps the whole training has."""
        assert self.budget is not None and self.images is not None  # noqa: S101  asked only when there is a budget
        return self.epochs * min(self.budget.images, len(self.images.train_images)) / self.budget.batch_size

    def floor(self, rung: int) -> float:
        """Return the accuracy that this rung asks for, in [0, 1]; NotJudged where it is not asked."""
        if self.budget is None or self.images is None:
            raise NotJudged("no network is trained with --budget none")
        if self.images.name == "mnist":
            return self.budget.rungs[rung]
        if rung >= len(self.budget.digits_rungs):
            raise NotJudged("this check needs MNIST: on the bundled digits, a fully connected network does as well")
        return self.budget.digits_rungs[rung]

    def accuracy(self, student: Subject) -> float:
        """Return the fraction of unseen images that the network reads rightly after training."""
        if self.result is None:
            try:
                self.result = self._run(student)
            except Exception as error:  # it is raised again for every rung
                self.result = error
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def _run(self, student: Subject) -> float:
        assert self.budget is not None and self.images is not None  # noqa: S101  floor() was asked before
        loader = recipe(
            "loader",
            images=recipe("stored", name="train_images"),
            labels=recipe("stored", name="train_labels"),
            batch_size=self.budget.batch_size,
            seed=SEED,
        )
        model = student.build("CNN")
        trained = student.call("train", model, loader, epochs=self.epochs, learning_rate=self.budget.learning_rate)
        trained.required()
        right = self._read(student, model, "test_images", self.images.test_labels)
        if self.images.name == "mnist":
            # Whoever has the labels by heart knows the images bit by bit; whoever reads them does not mind one pixel.
            shifted = self._read(student, model, "shifted_images", self.images.test_labels[:SHIFTED])
            self.looks_memorised = bool(right[:SHIFTED].mean() - shifted.mean() > MOST_LOST)
        return float(right.mean())

    def _read(self, student: Subject, model: Handle, name: str, labels: np.ndarray) -> np.ndarray:
        """Return for each image whether it is read rightly."""
        answer = student.logits(model, recipe("stored", name=name), batch=500)
        logits = expect.array(answer, kind="torch", dtype=expect.FLOATS, shape=(len(labels), 10))
        right: np.ndarray = logits.argmax(axis=1) == labels
        return right


def stored_arrays(images: Images, count: int) -> dict[str, np.ndarray]:
    """Return what a worker may see: training images and labels, unseen images without their labels.

    Images are (N, 1, 28, 28) float32 in [0, 1].
    """
    return {
        "train_images": as_network_input(images.train_images[:count]),
        "train_labels": images.train_labels[:count].astype(np.int64),
        "test_images": as_network_input(images.test_images),
        "shifted_images": as_network_input(shifted(images.test_images[:SHIFTED])),
    }


def shifted(images: np.ndarray) -> np.ndarray:
    """Return images (N, 28, 28), each moved by one pixel up, down, left or right; what comes in is black."""
    framed = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    steps = STEPS[np.random.default_rng(SEED).integers(0, len(STEPS), len(images))]
    rows, columns = images.shape[1:]
    return np.stack([f[1 + dy :, 1 + dx :][:rows, :columns] for f, (dy, dx) in zip(framed, steps, strict=True)])


def as_network_input(images: np.ndarray) -> np.ndarray:
    """Return uint8 images (N, 28, 28) as float32 (N, 1, 28, 28) in [0, 1]."""
    return (images[:, None] / np.float32(255)).astype(np.float32)
