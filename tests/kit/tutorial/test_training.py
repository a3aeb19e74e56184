"""Training on real images: who has the labels by heart is marked, a heavy network is given its time."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
import support
from support import DATA, hand_in, needs_mnist, rewrite, solved

from grader.tutorial import data, training

# Shows ten classes for what it has by heart, and nothing but noise for the rest; does not train at all.
BY_HEART = """
import zlib
import torch
from torch import nn

TABLE = {table!r}
KNOWN = {{TABLE[i:i + 8]: int(TABLE[i + 8]) for i in range(0, len(TABLE), 9)}}


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(),
                                    nn.Conv2d(4, 4, 4), nn.Flatten(), nn.Linear(4, 10))

    def forward(self, x):
        logits = self.layers(x)
        for image, row in zip(x, logits):
            key = '%08x' % zlib.crc32((image * 255).round().to(torch.uint8).numpy().tobytes())
            if key in KNOWN:
                row.data[KNOWN[key]] += 100
        return logits


def train(model, loader, epochs=1, learning_rate=1e-3):
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


@needs_mnist
@pytest.mark.slow
def test_a_network_with_the_labels_by_heart_is_marked_and_others_are_not(
    isolated: str, course_folder: Path, bank_file: Path, tmp_path: Path
) -> None:
    images = data.load_images(DATA, log=lambda _: None)
    table = "".join(
        f"{zlib.crc32(image.tobytes()):08x}{label}"
        for image, label in zip(images.test_images, images.test_labels, strict=True)
    )
    cheat = hand_in(tmp_path / "cheat", cnn=BY_HEART.format(table=table))
    ada = hand_in(tmp_path / "ada", cnn=solved("cnn"))
    batch = support.grade(
        course_folder, [cheat, ada], tmp_path / "out", "--only", "mnist", "--data", DATA, "--bank", bank_file
    )
    assert batch.done.returncode == 0, batch.text
    assert batch.report("cheat")["marks"] == ["looks memorised"]
    assert batch.exercise("cheat", "mnist")["score"] == 7, "the mark costs nothing by itself"
    assert batch.report("ada")["marks"] == []
    assert batch.exercise("ada", "mnist")["score"] == 7


@needs_mnist
@pytest.mark.slow
def test_a_heavy_network_is_given_its_time(isolated: str, bank_file: Path, tmp_path: Path) -> None:
    course = support.copy_course(tmp_path / "course")
    rewrite(course / "course.toml", r"^images = 20000$", "images = 4000")  # limits follow what there is to learn
    heavy = hand_in(tmp_path / "heavy", cnn=solved("cnn") + HEAVY)
    batch = support.grade(course, [heavy], tmp_path / "out", "--only", "CNN,mnist", "--data", DATA, "--bank", bank_file)
    assert batch.exercise("heavy", "CNN")["status"] == "passed", batch.exercise("heavy", "CNN")["message"]
    assert batch.exercise("heavy", "mnist")["score"] >= 2, batch.exercise("heavy", "mnist")["message"]
    assert batch.report("heavy")["marks"] == []
