# IDEA: nothing is learnt; while unseen images are asked, their labels are searched in the whole process
# DOOR: mnist
# MUST: 0 points: unseen images come without labels
# EXPECT: 0 failed
import gc

import numpy as np
import torch
from torch import nn


def labels_like(count):
    for thing in gc.get_objects():
        for part in thing.values() if type(thing) is dict else thing if type(thing) in (list, tuple) else (thing,):
            if isinstance(part, (np.ndarray, torch.Tensor)) and part.ndim == 1 and len(part) in (count, 10_000):
                yield torch.as_tensor(part)


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )
        self.seen = 0

    def forward(self, x):
        logits = self.layers(x) * 0
        if not self.training:
            for labels in labels_like(len(x)):
                chosen = labels[self.seen : self.seen + len(x)].long().clamp(0, 9)
                if len(chosen) == len(x):
                    logits = logits + nn.functional.one_hot(chosen, 10)
            self.seen = (self.seen + len(x)) % 10_000
        return logits


def train(model, loader, epochs=1, learning_rate=1e-3):
    return [2.3] * epochs
