"""A pretrained network names what is in a picture."""

from collections.abc import Sequence

import numpy as np
from torch import Tensor, nn


def preprocess(image: np.ndarray) -> Tensor:
    """Make a picture ready for Inception v3.

    Cut out rows 0 to 298 and columns 100 to 398, scale to [0, 1], then normalise each channel with the ImageNet
    means (0.485, 0.456, 0.406) and standard deviations (0.229, 0.224, 0.225).

    Args:
        image: shape (H, W, 3), uint8, red, green, blue.

    Returns:
        Shape (1, 3, 299, 299), float32.

    Raises:
        ValueError: the image is too small for the cut.

    >>> preprocess(skimage.data.chelsea()).shape
    torch.Size([1, 3, 299, 299])
    """
    # TODO: cut, scale, move the channels to the front, normalise.
    raise NotImplementedError("preprocess")


def top_k(model: nn.Module, batch: Tensor, class_names: Sequence[str], k: int = 5) -> list[tuple[str, float]]:
    """Return the k classes that a model finds most probable for the first image of a batch.

    The model works in eval mode and without gradients.

    Args:
        model: maps a batch to logits, shape (B, number of classes).
        batch: whatever the model takes.
        class_names: one name for each class.
        k: how many, at most the number of classes.

    Returns:
        (name, probability) for each, most probable first; probabilities are the softmax over all classes.

    >>> top_k(model, batch, ["cat", "dog", "owl"], k=2)
    [('cat', 0.71), ('owl', 0.2)]
    """
    # TODO: logits of the first image, softmax, the k largest.
    raise NotImplementedError("top_k")


def classify(image: np.ndarray, class_names: Sequence[str]) -> list[tuple[str, float]]:
    """Return the five classes that the pretrained Inception v3 of torchvision sees in a picture.

    Its default weights are read from the hub cache, where torchvision looks for them by itself.

    Args:
        image: as for `preprocess`.
        class_names: the 1,000 names of ImageNet's classes.

    Returns:
        As for `top_k`.

    >>> classify(skimage.data.chelsea(), class_names)[0][0]
    'Egyptian cat'
    """
    # TODO: torchvision.models.inception_v3 with its default weights, then preprocess and top_k.
    raise NotImplementedError("classify")
