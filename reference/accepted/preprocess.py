"""Accepted solutions of preprocess."""

import numpy as np
import torch

from reference.inception import LEFT, MEAN, SIDE, STD


def channel_by_channel(image):
    """One channel after the other, stacked at the end."""
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    channels = []
    for c, (mean, deviation) in enumerate([(0.485, 0.229), (0.456, 0.224), (0.406, 0.225)]):
        plane = torch.tensor(image[0:299, 100:399, c]) / 255
        channels.append((plane - mean) / deviation)
    return torch.stack(channels).reshape(1, 3, 299, 299)


def constants_folded(image):
    """Means and deviations are scaled to 0 ... 255 instead of the pixels."""
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    batch = torch.from_numpy(image.astype(np.float32))[None, :SIDE, LEFT : LEFT + SIDE].movedim(-1, 1)
    return (batch - 255 * MEAN) / (255 * STD)


def error_of_its_own(image):
    """An exception derived from ValueError; float64 until the end."""

    class TooSmall(ValueError):
        pass

    if any(have < need for have, need in zip(image.shape, (299, 399))):
        raise TooSmall
    batch = torch.from_numpy(image[:299, 100:399].copy()).double().permute(2, 0, 1) / 255
    return torch.einsum("chw,c->chw", batch - MEAN.double()[0], 1 / STD.double().flatten()).float()[None]


def functional_normalize(image):
    """Cut and normalised by torchvision's functions."""
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    from torchvision.transforms import functional as F

    picture = F.crop(torch.from_numpy(np.array(image)).permute(2, 0, 1), top=0, left=100, height=299, width=299)
    scaled = F.convert_image_dtype(picture, torch.float32)
    return F.normalize(scaled, mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])[None]


def lookup_table(image):
    """The 256 possible results of each channel are computed first, and looked up."""
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    table = (torch.arange(256).reshape(256, 1) / 255 - MEAN.reshape(1, 3)) / STD.reshape(1, 3)
    cut = torch.from_numpy(image[:SIDE, LEFT : LEFT + SIDE].astype(np.int64))
    return torch.stack([table[cut[..., c], c] for c in range(3)])[None]


def numpy_in_double_precision(image):
    """All by NumPy in float64, and float32 at the end."""
    rows, columns = image.shape[:2]
    if rows < 299 or columns < 399:
        raise ValueError(f"{rows} x {columns} pixels are too few")
    scaled = (image[:299, 100:399] / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    return torch.tensor(scaled.transpose(2, 0, 1)[np.newaxis], dtype=torch.float32)


def pillow(image):
    """By way of a Pillow image."""
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    from PIL import Image
    from torchvision.transforms.functional import to_tensor

    picture = Image.fromarray(image).crop((100, 0, 399, 299))
    return (to_tensor(picture)[None] - MEAN) / STD


def shape_of_the_cut(image):
    """The cut is made first, and its shape looked at."""
    cut = image[:299, 100:399]
    if cut.shape != (299, 299, 3):
        raise ValueError("the image is too small")
    tensor = torch.as_tensor(np.moveaxis(cut, -1, 0).astype("float32")).div(255)
    return tensor.sub(MEAN[0]).div(STD[0]).unsqueeze(0)


def torchvision_transforms(image):
    """ToTensor and Normalize of torchvision."""
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    from torchvision import transforms

    normalise = transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    steps = transforms.Compose([transforms.ToTensor(), normalise])
    return steps(np.ascontiguousarray(cut)).unsqueeze(0)
