"""Other code with the answers of known mistakes of mnist: each class holds what it replaces, CNN or train."""

import torch
import torch.nn.functional as F
from torch import nn


def _trained(model, loader, epochs, step):
    """Let `step` change the parameters, which have gradients, after every batch; return the mean losses."""
    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            model.zero_grad()
            loss = F.cross_entropy(model.train()(images), labels, reduction="sum")
            (loss / len(labels)).backward()
            step(list(model.parameters()))
            total += loss.item()
        history.append(total / len(loader.dataset))
    return history


class LossIncreased:
    """Changes the sign of every gradient."""

    @staticmethod
    def train(model, loader, epochs=1, learning_rate=1e-3):
        optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)

        def step(parameters):
            for parameter in parameters:
                parameter.grad.neg_()
            optimizer.step()

        return _trained(model, loader, epochs, step)


class LearningRateFallsWithEachBatch:
    """Multiplies the learning rate by hand, in the loop over batches."""

    @staticmethod
    def train(model, loader, epochs=1, learning_rate=1e-3):
        optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)

        def step(parameters):
            optimizer.step()
            optimizer.param_groups[0]["lr"] *= 0.9

        return _trained(model, loader, epochs, step)


class PlainGradientDescent:
    """Subtracts the gradients, times the learning rate, by hand."""

    @staticmethod
    def train(model, loader, epochs=1, learning_rate=1e-3):
        @torch.no_grad()
        def step(parameters):
            for parameter in parameters:
                parameter.sub_(learning_rate * parameter.grad)

        return _trained(model, loader, epochs, step)


class _Reference(nn.Module):
    """The layers of the reference in a row, with an activation in between."""

    def __init__(self, activation, dropout=0.0):
        super().__init__()
        convolutions = (1, 32, 1), (32, 32, 2), (32, 64, 2)
        layers = [layer for a, b, stride in convolutions for layer in (nn.Conv2d(a, b, 3, stride=stride), activation())]
        hidden = nn.Linear(64 * 5 * 5, 128), activation(), nn.Dropout(dropout), nn.Linear(128, 10)
        self.layers = nn.Sequential(*layers, nn.Flatten(), *hidden)

    def forward(self, x):
        return self.layers(x)


class NoRelu:
    """Has layers in a row that do nothing where the ReLUs belong."""

    class CNN(_Reference):
        def __init__(self):
            super().__init__(nn.Identity)


class _Logistic(nn.Module):
    def forward(self, x):
        return 1 / (1 + torch.exp(-x))


class Sigmoids:
    """Writes the logistic function out."""

    class CNN(_Reference):
        def __init__(self):
            super().__init__(_Logistic, dropout=0.25)


class _InARow(nn.Sequential):
    """Convolutions of stride 2 with these numbers of channels, each with a ReLU, and a linear layer."""

    def __init__(self, first, second, third):
        super().__init__(
            *(nn.Conv2d(1, first, 3, 2), nn.ReLU()),
            *(nn.Conv2d(first, second, 3, 2), nn.ReLU()),
            *(nn.Conv2d(second, third, 3, 2), nn.ReLU()),
            *(nn.Flatten(), nn.Linear(4 * third, 10)),
        )


class ShrunkTooFar:
    """Has all layers in one nn.Sequential, with 4 × 24 numbers before the last one."""

    class CNN(_InARow):
        def __init__(self):
            super().__init__(12, 12, 24)


class TooFewChannels:
    """Has all layers in one nn.Sequential, with hardly any channels."""

    class CNN(_InARow):
        def __init__(self):
            super().__init__(4, 4, 8)
