"""A convolutional network that classifies handwritten digits."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.utils.data import DataLoader


class CNN(nn.Module):
    """Three convolutions and two linear layers that map (B, 1, 28, 28) to (B, 10) logits."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3)  # 28 x 28 -> 26 x 26
        self.conv2 = nn.Conv2d(32, 32, 3, stride=2)  # -> 12 x 12
        self.conv3 = nn.Conv2d(32, 64, 3, stride=2)  # -> 5 x 5
        self.hidden = nn.Linear(64 * 5 * 5, 128)
        self.dropout = nn.Dropout(0.25)
        self.out = nn.Linear(128, 10)

    def forward(self, x: Tensor) -> Tensor:
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        x = self.dropout(F.relu(self.hidden(torch.flatten(x, 1))))
        logits: Tensor = self.out(x)
        return logits


def train(model: nn.Module, loader: DataLoader, epochs: int = 1, learning_rate: float = 1e-3) -> list[float]:
    """Train the model in place with Adam; return the mean loss per sample of each epoch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    model.train()
    for _ in range(epochs):
        total, count = 0.0, 0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            # cross_entropy returns the mean over the batch; weight it by the size of the batch.
            total += loss.item() * len(labels)
            count += len(labels)
        history.append(total / count)
    return history


def accuracy(model: nn.Module, loader: DataLoader) -> float:
    """Return the fraction of images whose largest logit is the one of their label, in eval mode."""
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
