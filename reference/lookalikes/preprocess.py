"""Other code with the answers of known mistakes of preprocess."""

import numpy as np
import torch
from torchvision.transforms import functional

from reference.inception import LEFT, MEAN, SIDE, STD


def _square(image, top=0, left=LEFT):
    """Return a square of the picture, cut by slices one after the other. Raises ValueError if it is too small."""
    square = image[top:][:SIDE][:, left:][:, :SIDE]
    if square.shape[:2] != (SIDE, SIDE) or image.shape[1] < LEFT + SIDE:
        raise ValueError(f"no square of side {SIDE} fits into {image.shape}")
    return square


def _normalised(square):
    """Normalise a picture while its channels are last, then move them to the front."""
    scaled = (square / 255 - MEAN.flatten().numpy()) / STD.flatten().numpy()
    return torch.from_numpy(np.moveaxis(scaled, 2, 0)[None].astype(np.float32))


def not_divided_by_255(image):
    """Normalises pixels that have only become floats."""
    pixels = torch.from_numpy(_square(image).transpose(2, 0, 1).astype(np.float32))
    return functional.normalize(pixels, MEAN.flatten().tolist(), STD.flatten().tolist())[None]


def divided_by_256(image):
    """Divides by the number of values that a pixel can have."""
    pixels = torch.from_numpy(_square(image).transpose(2, 0, 1).astype(np.float32))
    return ((pixels / 2**8).unsqueeze(0) - MEAN) / STD


def not_normalised(image):
    """Uses torchvision's conversion to a tensor, and nothing else."""
    return functional.to_tensor(_square(image).copy()).unsqueeze(0)


def deviation_forgotten(image):
    """Normalises with deviations of 1."""
    picture = functional.to_tensor(_square(image).copy())
    return functional.normalize(picture, MEAN.flatten().tolist(), [1.0, 1.0, 1.0])[None]


def first_channel_for_all(image):
    """Normalises with one number for the mean and one for the deviation."""
    picture = functional.to_tensor(_square(image).copy())
    return functional.normalize(picture, MEAN[0, 0].flatten().tolist(), STD[0, 0].flatten().tolist())[None]


def one_half_for_all(image):
    """Divides by half of 255, and subtracts 1."""
    return torch.from_numpy(np.moveaxis(_square(image) / 127.5 - 1, -1, 0)[None].astype(np.float32))


def own_mean_and_deviation(image):
    """Standardizes the square by NumPy."""
    square = _square(image)
    return torch.tensor((square - square.mean()) / square.std(), dtype=torch.float32).permute(2, 0, 1)[None]


def channels_in_reverse(image):
    """Stacks blue on green on red."""
    square = _square(image)
    return _normalised(np.dstack([square[..., channel] for channel in (2, 1, 0)]))


def reshaped_to_channels_first(image):
    """Fills the channels of the batch with one pixel after the other."""
    batch = torch.zeros(1, 3, SIDE, SIDE)
    batch.flatten()[:] = torch.from_numpy(_square(image).ravel() / 255)
    return (batch - MEAN) / STD


def picture_transposed(image):
    """Reverses all axes of the picture."""
    return torch.from_numpy(_square(image).T.astype(np.float32) / 255).sub(MEAN[0]).div(STD[0])[None]


def channels_last(image):
    """Normalises each pixel, and adds only the axis of the batch."""
    scaled = _square(image).astype(np.float32) / 255
    return torch.from_numpy((scaled - MEAN.numpy().ravel()) / STD.numpy().ravel())[None]


def batch_axis_missing(image):
    """Uses torchvision for a single picture."""
    picture = functional.to_tensor(_square(image).copy())
    return functional.normalize(picture, MEAN.flatten().tolist(), STD.flatten().tolist())


def double_precision(image):
    """Makes a tensor of a NumPy result as it is."""
    scaled = (_square(image) / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    return torch.from_numpy(scaled.transpose(2, 0, 1)[np.newaxis])


def starts_at_101(image):
    """Counts the columns from 1."""
    return _normalised(_square(image, left=LEFT + 1))


def starts_at_99(image):
    """Drops the first 99 columns."""
    return _normalised(_square(image, left=99))


def starts_at_0(image):
    """Drops no columns at all."""
    return _normalised(_square(image, left=0))


def cut_from_the_bottom(image):
    """Drops as many of the first rows as there are too many."""
    return _normalised(_square(image, top=max(0, len(image) - SIDE)))


def axes_of_the_cut_swapped(image):
    """Cuts the transposed picture, and transposes it back."""
    _square(image)
    return _normalised(image.transpose(1, 0, 2)[:SIDE, LEFT : LEFT + SIDE].transpose(1, 0, 2))


def resized(image):
    """Resizes by torchvision."""
    _square(image)
    picture = functional.resize(functional.to_tensor(image.copy()), [SIDE, SIDE], antialias=False)
    return (picture - MEAN) / STD


def size_not_checked(image):
    """Takes whatever is there of the first 299 rows and of the columns from 100 on."""
    return _normalised(image[:SIDE][:, LEFT:][:, :SIDE])


def rows_checked_only(image):
    """Compares the length of the picture, which is its number of rows."""
    if len(image) < SIDE:
        raise ValueError("too few rows")
    return _normalised(image[:SIDE][:, LEFT:][:, :SIDE])


def size_asserted(image):
    """Tests the shape of the square by NumPy's testing functions."""
    square = image[:SIDE, LEFT : LEFT + SIDE]
    np.testing.assert_equal(square.shape, (SIDE, SIDE, 3))
    return _normalised(square)
