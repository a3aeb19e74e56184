"""Other code with the answers of known mistakes of CNN."""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import nn

from reference.cnn import CNN


def _layers(*channels, side, **options):
    """Return convolutions with ReLUs between these numbers of channels, and a linear layer for a picture of a side."""
    pairs = pairwise(channels)
    blocks = [layer for a, b in pairs for layer in (nn.Conv2d(a, b, 3, **options), nn.ReLU())]
    return nn.Sequential(*blocks, nn.Flatten(), nn.Linear(channels[-1] * side**2, 10))


class LogitsAndFeatures(CNN):
    """Returns the logits and the probabilities that follow from them."""

    def forward(self, x):
        logits = super().forward(x)
        return logits, logits.softmax(dim=1)


class ColourImages(nn.Module):
    """Has its layers in a row, the first one for red, green and blue."""

    def __init__(self):
        super().__init__()
        self.layers = _layers(3, 16, 32, 32, side=2, stride=2)

    def forward(self, x):
        return self.layers(x)


class FixedBatchSize(CNN):
    """Adds a row of zeros for each of four images, in a product that does not repeat rows."""

    def __init__(self):
        super().__init__()
        self.register_buffer("zeros", torch.zeros(4, 10))

    def forward(self, x):
        return torch.addmm(self.zeros, super().forward(x), torch.eye(10))


class Squeezed(CNN):
    """Takes the only row of a batch of one out of it."""

    def forward(self, x):
        logits = super().forward(x)
        return logits[0] if len(logits) == 1 else logits


class SoftmaxAtTheEnd(CNN):
    """Squashes each output to a number between 0 and 1, and divides it by the sum over the classes."""

    def forward(self, x):
        return F.normalize(torch.sigmoid(super().forward(x)), p=1, dim=1)


class SoftmaxOverTheBatch(CNN):
    """Squashes each output to a number between 0 and 1, and divides it by the sum over the images."""

    def forward(self, x):
        shares = torch.sigmoid(super().forward(x))
        return shares / shares.sum(dim=0)


class DropoutAlwaysOn(CNN):
    """Makes a new layer of dropout in every pass, and new layers are in train mode."""

    def forward(self, x):
        return super().forward(nn.Dropout(0.25)(x))


class BatchNormWithoutStatistics(CNN):
    """Standardizes the batch by its own mean and deviation."""

    def forward(self, x):
        return super().forward((x - x.mean()) / x.std())


class UnusedLayer(CNN):
    """Keeps the biases of one layer as they are."""

    def __init__(self):
        super().__init__()
        self.hidden.bias.requires_grad_(False)


class ForwardWithoutGradients(CNN):
    """Detaches the logits."""

    def forward(self, x):
        return super().forward(x).detach()


class LayersInAPlainList(nn.Module):
    """Keeps convolutions in a dictionary of Python's own."""

    def __init__(self):
        super().__init__()
        self.layers = {name: nn.Conv2d(a, 16, 3, stride=2) for name, a in (("a", 1), ("b", 16), ("c", 16))}
        self.out = nn.Linear(16 * 2 * 2, 10)

    def forward(self, x):
        for layer in self.layers.values():
            x = torch.relu(layer(x))
        return self.out(x.flatten(1))


class TwoConvolutions(nn.Module):
    """Has two convolutions and two linear layers in a row."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(_layers(1, 16, 32, side=6, stride=2), nn.ReLU(), nn.Linear(10, 10))

    def forward(self, x):
        return self.layers(x)


class TooManyParameters(nn.Module):
    """Has convolutions with hundreds of channels."""

    def __init__(self):
        super().__init__()
        self.layers = _layers(1, 64, 480, 480, side=2, stride=2)

    def forward(self, x):
        return self.layers(x)


class TooManyMultiplyAdds(nn.Module):
    """Never makes the picture smaller."""

    def __init__(self):
        super().__init__()
        self.layers = _layers(1, 48, 48, 48, side=28, padding="same")

    def forward(self, x):
        return self.layers(x)
