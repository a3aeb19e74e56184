"""Training on MNIST: networks that memorise labels are marked, and large networks get enough time."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
import support
from support import DATA, hand_in, needs_mnist, solved

from grader.tutorial import data, training

# Looks up images that it has memorised, with their public labels, and answers noise for the rest. It does not train;
# LEARNING makes it find out from the training images how the classes are numbered this time.
BY_HEART = """
import zlib
import torch
from torch import nn

TABLE = {table!r}
KNOWN = {{TABLE[i:i + 8]: int(TABLE[i + 8]) for i in range(0, len(TABLE), 9)}}
NUMBERS = list(range(10))


def key_of(image):
    return '%08x' % zlib.crc32((image * 255).round().to(torch.uint8).numpy().tobytes())


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(),
                                    nn.Conv2d(4, 4, 4), nn.Flatten(), nn.Linear(4, 10))

    def forward(self, x):
        logits = self.layers(x)
        for image, row in zip(x, logits):
            if key_of(image) in KNOWN:
                row.data[NUMBERS[KNOWN[key_of(image)]]] += 100
        return logits


def train(model, loader, epochs=1, learning_rate=1e-3):
    return [2.3] * epochs
"""
LEARNING = """

def train(model, loader, epochs=1, learning_rate=1e-3):
    for images, labels in loader:
        for image, label in zip(images, labels):
            if key_of(image) in KNOWN:
                NUMBERS[KNOWN[key_of(image)]] = int(label)
    return [2.3] * epochs
"""
# Eight times the multiply-adds of the tutorial's network, and batch normalisation: steps of many kinds.
HEAVY = """

class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 16, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.Conv2d(16, 56, 3), nn.BatchNorm2d(56), nn.ReLU(),
            nn.Conv2d(56, 48, 3), nn.BatchNorm2d(48), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(48, 48, 3),
            nn.BatchNorm2d(48), nn.ReLU(), nn.Flatten(), nn.Dropout(0.2), nn.Linear(48 * 9 * 9, 10))

    def forward(self, x):
        return self.layers(x)
"""


def test_shifted_images_are_moved_by_one_pixel_each() -> None:
    images = np.random.default_rng(0).integers(1, 256, (200, 28, 28)).astype(np.uint8)
    moved = training.shifted(images)
    assert moved.shape == images.shape
    assert moved.dtype == np.uint8
    seen = set()
    for before, after in zip(images, moved, strict=True):
        ways = {
            (dy, dx)
            for dy, dx in ((-1, 0), (1, 0), (0, -1), (0, 1))
            if (np.pad(before, 1)[1 + dy :, 1 + dx :][:28, :28] == after).all()
        }
        assert len(ways) == 1
        seen |= ways
    assert len(seen) == 4


def test_a_secret_renumbers_the_classes_and_reorders_the_unseen_images() -> None:
    images = data.digits()
    one, same, other = (training.disguised(images, secret) for secret in ("one", "one", "other"))
    assert np.array_equal(one.test_labels, same.test_labels) and np.array_equal(one.test_images, same.test_images)
    assert not np.array_equal(one.test_labels, other.test_labels)
    assert not np.array_equal(one.test_images, images.test_images)
    assert np.array_equal(one.train_images, images.train_images)
    numbers = dict(zip(images.train_labels.tolist(), one.train_labels.tolist(), strict=True))
    assert sorted(numbers) == sorted(numbers.values()) == list(range(10))
    place = int((one.test_images == images.test_images[0]).all(axis=(1, 2)).argmax())
    assert one.test_labels[place] == numbers[int(images.test_labels[0])]


@needs_mnist
@pytest.mark.slow
def test_public_labels_earn_nothing_and_memorised_images_are_marked(
    isolated: str, bank_file: Path, tmp_path: Path
) -> None:
    course = support.train_briefly(support.copy_course(tmp_path / "course"))
    images = data.load_images(DATA, log=lambda _: None)
    known = [(images.test_images, images.test_labels), (images.train_images[:500], images.train_labels[:500])]
    table = "".join(
        f"{zlib.crc32(image.tobytes()):08x}{label}"
        for part, labels in known
        for image, label in zip(part, labels, strict=True)
    )
    public = hand_in(tmp_path / "public", cnn=BY_HEART.format(table=table))
    learning = hand_in(tmp_path / "learning", cnn=BY_HEART.format(table=table) + LEARNING)
    ada = hand_in(tmp_path / "ada", cnn=solved("cnn"))
    options = ("--only", "mnist", "--data", DATA, "--bank", bank_file)
    batch = support.grade(course, [public, learning, ada], tmp_path / "out", *options)
    assert batch.done.returncode == 0, batch.text
    assert batch.exercise("public", "mnist")["score"] == 0, "these are not the numbers of the classes"
    assert batch.report("learning")["marks"] == ["looks memorised", "not replayed"]
    assert batch.exercise("learning", "mnist")["score"] == 7, "the mark costs nothing by itself"
    assert batch.report("ada")["marks"] == []
    assert batch.exercise("ada", "mnist")["score"] == 7


@needs_mnist
@pytest.mark.slow
def test_a_heavy_network_is_given_its_time(isolated: str, bank_file: Path, tmp_path: Path) -> None:
    course = support.copy_course(tmp_path / "course")
    support.set_quick(course, images=2000)  # limits follow what there is to learn
    heavy = hand_in(tmp_path / "heavy", cnn=solved("cnn") + HEAVY)
    batch = support.grade(course, [heavy], tmp_path / "out", "--only", "CNN,mnist", "--data", DATA, "--bank", bank_file)
    assert batch.exercise("heavy", "CNN")["status"] == "passed", batch.exercise("heavy", "CNN")["message"]
    assert batch.exercise("heavy", "mnist")["score"] >= 2, batch.exercise("heavy", "mnist")["message"]
    assert batch.report("heavy")["marks"] == []
