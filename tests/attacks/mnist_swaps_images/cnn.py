# IDEA: nothing is learnt; unseen images are overwritten by those of the training set, whose labels are known
# DOOR: mnist
# MUST: 0 points: the judge has its own labels, of its own images
# EXPECT: 0 failed
import sys

import numpy as np
import torch
from torch import nn

KNOWN = {}


def desks():
    frame = sys._getframe()
    while frame:
        yield from (thing for thing in frame.f_locals.values() if hasattr(thing, "stored"))
        frame = frame.f_back


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )

    def forward(self, x):
        logits = self.layers(x) * 0
        for row, image in zip(logits, x):
            row.data[KNOWN.get(image.numpy().tobytes(), 0)] = 1
        return logits


def train(model, loader, epochs=1, learning_rate=1e-3):
    images, labels = loader.dataset.tensors
    KNOWN.update((image.numpy().tobytes(), int(label)) for image, label in zip(images, labels))
    for desk in desks():
        for name in ("test_images", "shifted_images"):
            if isinstance(desk.stored.get(name), np.ndarray):
                stored = torch.from_numpy(desk.stored[name])
                stored.copy_(images[torch.arange(len(stored)) % len(images)])
    return [2.3] * epochs
