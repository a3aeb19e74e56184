"""Part 5 of the tutorial, Inception v3: a pretrained network says what is in the picture of a cat."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torchvision.models import Inception_V3_Weights, inception_v3


def preprocess(image: np.ndarray) -> Tensor:
    """Prepare a picture for Inception v3.

    Crop to rows 0 to 298 and columns 100 to 398, scale to [0, 1], then normalise each channel with the ImageNet
    means (0.485, 0.456, 0.406) and standard deviations (0.229, 0.224, 0.225).

    Args:
        image: shape (H, W, 3), uint8, RGB.

    Returns:
        Shape (1, 3, 299, 299), float32.

    Raises:
        ValueError: the image is too small for the crop.

    >>> preprocess(skimage.data.chelsea()).shape
    torch.Size([1, 3, 299, 299])
    """
    # TODO: crop, scale, move the channels to the front, normalise.
    raise NotImplementedError("preprocess")


def top_k(model: nn.Module, batch: Tensor, class_names: Sequence[str], k: int = 5) -> list[tuple[str, float]]:
    """Return the k most probable classes for the first image of a batch.

    Run the model in eval mode and without gradients.

    Args:
        model: maps a batch to logits, shape (B, number of classes).
        batch: a batch of inputs for the model.
        class_names: one name per class.
        k: number of classes to return, at most the number of classes that there are.

    Returns:
        A list of (name, probability), most probable first; the probabilities are the softmax over all classes.

    >>> top_k(model, batch, ["cat", "dog", "owl"], k=2)
    [('cat', 0.71), ('owl', 0.2)]
    """
    # TODO: take the logits of the first image, apply softmax, find the k largest.
    raise NotImplementedError("top_k")


def classify(image: np.ndarray, class_names: Sequence[str]) -> list[tuple[str, float]]:
    """Return the five most probable classes of a picture, using torchvision's pretrained Inception v3.

    Use the default weights. torchvision looks for them in the hub cache by itself.

    Args:
        image: as for `preprocess`.
        class_names: the names of the 1,000 ImageNet classes.

    Returns:
        As for `top_k`.

    >>> classify(skimage.data.chelsea(), class_names)[0][0]
    'Egyptian cat'
    """
    # TODO: create torchvision.models.inception_v3 with its default weights, then use preprocess and top_k.
    raise NotImplementedError("classify")
