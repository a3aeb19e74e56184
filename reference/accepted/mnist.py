"""Accepted solutions of mnist: each class holds what it replaces, CNN or train or both."""

import torch
import torch.nn.functional as F
from torch import nn


class MomentumAndPooling:
    """SGD with Nesterov momentum, on a network with pooling and batch normalisation."""

    class CNN(nn.Sequential):
        def __init__(self):
            super().__init__(
                nn.Conv2d(1, 16, 5, padding=2),
                nn.BatchNorm2d(16),
                nn.ReLU(),
                nn.MaxPool2d(2),
                nn.Conv2d(16, 32, 3, padding=1),
                nn.BatchNorm2d(32),
                nn.ReLU(),
                nn.MaxPool2d(2),
                nn.Conv2d(32, 32, 3, padding=1),
                nn.ReLU(),
                nn.Flatten(),
                nn.Linear(32 * 7 * 7, 10),
            )

    @staticmethod
    def train(model, loader, epochs=1, learning_rate=1e-3):
        optimizer = torch.optim.SGD(model.parameters(), lr=10 * learning_rate, momentum=0.9, nesterov=True)
        history = []
        model.train()
        for _ in range(epochs):
            total = 0.0
            for images, labels in loader:
                optimizer.zero_grad()
                loss = F.cross_entropy(model(images), labels)
                loss.backward()
                optimizer.step()
                total += loss.item() * len(labels)
            history.append(total / len(loader.dataset))
        return history


class SmallNetwork:
    """A small network, four convolutions with few channels."""

    class CNN(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(
                nn.Conv2d(1, 12, 3),
                nn.ReLU(),
                nn.Conv2d(12, 12, 3, stride=2),
                nn.ReLU(),
                nn.Conv2d(12, 24, 3),
                nn.ReLU(),
                nn.Conv2d(24, 24, 3, stride=2),
                nn.ReLU(),
                nn.Flatten(),
            )
            self.out = nn.Linear(24 * 4 * 4, 10)

        def forward(self, x):
            return self.out(self.features(x))
