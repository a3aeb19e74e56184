"""Part 4 of the tutorial, its homework: a convolutional network that classifies handwritten digits."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.utils.data import DataLoader


class CNN(nn.Module):
    """Map images (B, 1, 28, 28), float32 in [0, 1], to logits (B, 10), for any batch size.

    Use at least three convolution layers, then flatten, then fully connected layers. Do not end with a softmax.
    The network has at most 2 million parameters, each of which gets a gradient, and at most ten times the
    multiply-adds of three 3 x 3 convolutions with 32, 32 and 64 channels (strides 1, 2 and 2).

    >>> CNN()(torch.zeros(5, 1, 28, 28)).shape
    torch.Size([5, 10])
    """

    def __init__(self) -> None:
        super().__init__()
        # TODO: create the layers.
        raise NotImplementedError("CNN")

    def forward(self, x: Tensor) -> Tensor:
        # TODO: pass x through the layers.
        raise NotImplementedError("CNN.forward")


def train(model: nn.Module, loader: DataLoader, epochs: int = 1, learning_rate: float = 1e-3) -> list[float]:
    """Train the model in place with the cross-entropy loss, one step per batch.

    Args:
        model: maps images to logits.
        loader: yields (images, labels), with int64 labels; every epoch iterates over it once.
        epochs: number of passes over the loader.
        learning_rate: learning rate of the optimiser, for example Adam.

    Returns:
        The mean loss per sample of each epoch: a list of `epochs` floats. Weight each batch by its size.

    >>> train(CNN(), loader, epochs=2)
    [0.41, 0.12]
    """
    # TODO: create the optimiser, loop over epochs and batches, and clear the gradients before each step.
    raise NotImplementedError("train")


def accuracy(model: nn.Module, loader: DataLoader) -> float:
    """Return the fraction of images that the model classifies correctly.

    Run the model in eval mode and without gradients. Afterwards, its mode and weights must be as before.

    Args:
        model: maps images to logits.
        loader: yields (images, labels); the last batch may be short, so weight each batch by its size.

    Returns:
        A float between 0 and 1.

    >>> accuracy(model, loader)
    0.983
    """
    # TODO: count the images whose largest logit is the one of their label.
    raise NotImplementedError("accuracy")
