"""Classify a picture with a pretrained network."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torchvision.models import Inception_V3_Weights, inception_v3

SIDE, LEFT = 299, 100
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)


def preprocess(image: np.ndarray) -> Tensor:
    """Return rows 0 to 298 and columns 100 to 398 as (1, 3, 299, 299) float32, normalised as for ImageNet."""
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError(f"expected at least {SIDE} rows and {LEFT + SIDE} columns, got shape {image.shape[:2]}")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    # Channels come last in a picture and first in a batch.
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255
    return (batch - MEAN) / STD


def top_k(model: nn.Module, batch: Tensor, class_names: Sequence[str], k: int = 5) -> list[tuple[str, float]]:
    """Return (name, probability) for the k most probable classes of the first image."""
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch)[0], dim=0)
    best = probabilities.topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)]


def classify(image: np.ndarray, class_names: Sequence[str]) -> list[tuple[str, float]]:
    """Return the five most probable classes of a picture according to the pretrained Inception v3."""
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(network, preprocess(image), class_names, k=5)
