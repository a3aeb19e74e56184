"""Known mistakes of mnist: each class holds what it replaces, CNN or train or both."""

import torch
import torch.nn.functional as F
from torch import nn

from reference import cnn


def _trained(model, loader, epochs, optimizer, scheduler=None):
    history = []
    model.train()
    for _ in range(epochs):
        total, count = 0.0, 0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            if scheduler:
                scheduler.step()
            total += loss.item() * len(labels)
            count += len(labels)
        history.append(total / count)
    return history


class _Strided(nn.Module):
    """Three convolutions of stride 2 with these numbers of channels, and one linear layer."""

    def __init__(self, *channels):
        super().__init__()
        pairs = zip((1, *channels), channels, strict=False)
        self.convolutions = nn.ModuleList(nn.Conv2d(a, b, 3, stride=2) for a, b in pairs)
        self.out = nn.Linear(channels[-1] * 2 * 2, 10)

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.relu(convolution(x))
        return self.out(torch.flatten(x, 1))


class LossIncreased:
    """Training makes the loss larger, as with maximize=True or a minus before the loss; it should become smaller."""

    @staticmethod
    def train(model, loader, epochs=1, learning_rate=1e-3):
        return _trained(model, loader, epochs, torch.optim.Adam(model.parameters(), lr=learning_rate, maximize=True))


class LearningRateFallsWithEachBatch:
    """The learning rate is almost 0 after a few batches, as when a scheduler steps after each batch; let it fall once
    per epoch.
    """

    @staticmethod
    def train(model, loader, epochs=1, learning_rate=1e-3):
        optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
        return _trained(model, loader, epochs, optimizer, torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9))


class PlainGradientDescent:
    """Plain SGD takes steps too small for this learning rate and one epoch; use Adam, or SGD with momentum."""

    @staticmethod
    def train(model, loader, epochs=1, learning_rate=1e-3):
        return _trained(model, loader, epochs, torch.optim.SGD(model.parameters(), lr=learning_rate))


class NoRelu:
    """There is no activation between the layers, so together they are just one linear layer; put a ReLU after each."""

    class CNN(cnn.CNN):
        def forward(self, x):
            for convolution in (self.conv1, self.conv2, self.conv3):
                x = convolution(x)
            return self.out(self.hidden(torch.flatten(x, 1)))


class Sigmoids:
    """The activations are sigmoids, through which hardly any gradient comes back, so learning is slow; use ReLUs."""

    class CNN(cnn.CNN):
        def forward(self, x):
            for convolution in (self.conv1, self.conv2, self.conv3):
                x = torch.sigmoid(convolution(x))
            return self.out(self.dropout(torch.sigmoid(self.hidden(torch.flatten(x, 1)))))


class ShrunkTooFar:
    """Only 2 × 2 positions with few channels are left before the linear layer; keep more positions or more channels."""

    class CNN(_Strided):
        def __init__(self):
            super().__init__(12, 12, 24)


class TooFewChannels:
    """The convolutions have four to eight channels, too few to tell ten digits apart; use 16 or more."""

    class CNN(_Strided):
        def __init__(self):
            super().__init__(4, 4, 8)
