"""A convolutional network that reads handwritten digits."""

from torch import Tensor, nn
from torch.utils.data import DataLoader


class CNN(nn.Module):
    """Map images (B, 1, 28, 28), float32 in [0, 1], to logits (B, 10), for any batch size.

    At least three convolution layers, then flatten, then fully connected layers; no softmax at the end.
    At most 2 million parameters, each of which gets a gradient, and at most ten times the multiply-adds of
    three 3 x 3 convolutions with 32, 32 and 64 channels (strides 1, 2 and 2).

    >>> CNN()(torch.zeros(5, 1, 28, 28)).shape
    torch.Size([5, 10])
    """

    def __init__(self) -> None:
        super().__init__()
        # TODO: make the layers.
        raise NotImplementedError("CNN")

    def forward(self, x: Tensor) -> Tensor:
        # TODO: send x through the layers.
        raise NotImplementedError("CNN.forward")


def train(model: nn.Module, loader: DataLoader, epochs: int = 1, learning_rate: float = 1e-3) -> list[float]:
    """Train the model in place with cross-entropy, one step for each batch.

    Args:
        model: maps images to logits.
        loader: gives (images, labels), labels int64; every epoch goes through it once.
        epochs: how many times.
        learning_rate: of the optimiser, Adam for instance.

    Returns:
        The mean loss per sample of each epoch: a list of `epochs` floats. A short last batch counts for its size.

    >>> train(CNN(), loader, epochs=2)
    [0.41, 0.12]
    """
    # TODO: optimiser, loop over epochs, loop over batches; leave no old gradients for the next step.
    raise NotImplementedError("train")


def accuracy(model: nn.Module, loader: DataLoader) -> float:
    """Return which fraction of the images the model reads rightly.

    The model works in eval mode and without gradients; afterwards its mode and weights are as before.

    Args:
        model: maps images to logits.
        loader: gives (images, labels); the last batch may be short, and counts for its size.

    Returns:
        A float from 0 to 1.

    >>> accuracy(model, loader)
    0.983
    """
    # TODO: count the images whose largest logit is that of their label.
    raise NotImplementedError("accuracy")
