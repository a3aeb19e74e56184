"""Known mistakes of preprocess."""

import torch
from torch import nn

from reference.inception import LEFT, MEAN, SIDE, STD, preprocess
from reference.mistakes import forms

array_returned = forms.array_returned(preprocess)


def _refuse(image, rows=SIDE, columns=LEFT + SIDE):
    if image.shape[0] < rows or image.shape[1] < columns:
        raise ValueError("the image is too small")


def _batch(cut):
    """Return a picture as a batch of one, between 0 and 1."""
    return torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255


def _normalised(cut):
    return (_batch(cut) - MEAN) / STD


def _cut(image):
    _refuse(image)
    return image[:SIDE, LEFT : LEFT + SIDE]


def not_divided_by_255(image):
    """The pixels stay between 0 and 255; divide them by 255 before you subtract the means."""
    return (255 * _batch(_cut(image)) - MEAN) / STD


def divided_by_256(image):
    """The pixels are divided by 256; divide by 255, the largest value of uint8, which should become 1."""
    return (_batch(_cut(image)) * (255 / 256) - MEAN) / STD


def not_normalised(image):
    """The pixels are scaled to [0, 1] but not normalised; subtract the means and divide by the standard deviations."""
    return _batch(_cut(image))


def deviation_forgotten(image):
    """The means are subtracted, but the result is not divided by the standard deviations."""
    return _batch(_cut(image)) - MEAN


def first_channel_for_all(image):
    """The first channel's mean and standard deviation are used for all channels; each has its own."""
    return (_batch(_cut(image)) - 0.485) / 0.229


def one_half_for_all(image):
    """The pixels are scaled to the range from -1 to 1, as with 0.5 for all means and deviations; use ImageNet's own."""
    return (_batch(_cut(image)) - 0.5) / 0.5


def own_mean_and_deviation(image):
    """The picture is normalised by its own mean and deviation; use ImageNet's."""
    batch = _batch(_cut(image))
    return (batch - batch.mean()) / batch.std()


def channels_in_reverse(image):
    """The channels are reversed to blue, green, red; they should stay red, green, blue."""
    return _normalised(_cut(image)[..., ::-1])


def reshaped_to_channels_first(image):
    """Pixels and channels are mixed, as when reshape changes the axes; permute(2, 0, 1) moves the channels to the
    front.
    """
    cut = _cut(image)
    return (torch.from_numpy(cut.copy()).reshape(1, 3, SIDE, SIDE).float() / 255 - MEAN) / STD


def picture_transposed(image):
    """Rows and columns are swapped, as by permute(2, 1, 0) or .T; permute(2, 0, 1) moves only the channels."""
    return preprocess(image).transpose(2, 3)


def channels_last(image):
    """The channels are still last; the shape should be (1, 3, 299, 299)."""
    return preprocess(image).permute(0, 2, 3, 1)


def batch_axis_missing(image):
    """The batch axis is missing; the shape should be (1, 3, 299, 299)."""
    return preprocess(image)[0]


def double_precision(image):
    """The batch is float64, for example because NumPy computes in float64 by default; it should be float32."""
    return preprocess(image).double()


def starts_at_101(image):
    """The columns start at 101; they should start at 100."""
    _refuse(image, columns=LEFT + 1 + SIDE)
    return _normalised(image[:SIDE, LEFT + 1 : LEFT + 1 + SIDE])


def starts_at_99(image):
    """The columns start at 99; they should start at 100."""
    _refuse(image)
    return _normalised(image[:SIDE, LEFT - 1 : LEFT - 1 + SIDE])


def starts_at_0(image):
    """The columns start at 0; they should start at 100."""
    _refuse(image)
    return _normalised(image[:SIDE, :SIDE])


def cut_from_the_bottom(image):
    """The bottom 299 rows are taken; take the top ones, 0 to 298."""
    _refuse(image)
    return _normalised(image[-SIDE:, LEFT : LEFT + SIDE])


def axes_of_the_cut_swapped(image):
    """Rows and columns are swapped in the cut: the first index is the row, the second one the column."""
    _refuse(image)
    return _normalised(image[LEFT : LEFT + SIDE, :SIDE])


def resized(image):
    """The whole picture is resized to 299 × 299; cut the square out of it instead."""
    _refuse(image)
    return (nn.functional.interpolate(_batch(image), (SIDE, SIDE), mode="bilinear") - MEAN) / STD


def size_not_checked(image):
    """A picture that is too small is not refused, as slices raise no errors; compare its sides and raise ValueError."""
    return _normalised(image[:SIDE, LEFT : LEFT + SIDE])


def rows_checked_only(image):
    """Too few columns are not noticed; 299 rows and 399 columns are needed, as the cut starts at column 100."""
    _refuse(image, columns=0)
    return _normalised(image[:SIDE, LEFT : LEFT + SIDE])


def size_asserted(image):
    """A picture that is too small raises AssertionError, as `assert` does; raise ValueError instead."""
    assert image.shape[0] >= SIDE and image.shape[1] >= LEFT + SIDE, "the image is too small"
    return preprocess(image)
