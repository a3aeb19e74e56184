"""Known mistakes of preprocess."""

import numpy as np
import torch
from torch import nn

from reference.inception import LEFT, MEAN, SIDE, STD, preprocess
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(preprocess)
array_returned = forms.array_returned(preprocess)
list_returned_nested = forms.list_returned(preprocess)


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


def divided_by_255_twice(image):
    """The pixels are divided by 255 twice, as when ToTensor has done it already; once is enough."""
    return (_batch(_cut(image)) / 255 - MEAN) / STD


def divided_by_256(image):
    """The pixels are divided by 256; divide by 255, the largest value of uint8, which should become 1."""
    return (_batch(_cut(image)) * (255 / 256) - MEAN) / STD


def integer_division(image):
    """The pixels are divided by 255 in integers, so nearly all become 0; use / instead of //."""
    return (255 * _batch(_cut(image) // 255) - MEAN) / STD


def normalised_before_scaling(image):
    """The pixels are normalised first and divided by 255 afterwards; the means belong to values between 0 and 1, so
    divide first.
    """
    return not_divided_by_255(image) / 255


def not_normalised(image):
    """The pixels are scaled to [0, 1] but not normalised; subtract the means and divide by the standard deviations."""
    return _batch(_cut(image))


def deviation_forgotten(image):
    """The means are subtracted, but the result is not divided by the standard deviations."""
    return _batch(_cut(image)) - MEAN


def mean_forgotten(image):
    """The pixels are divided by the standard deviations, but the means are not subtracted first."""
    return _batch(_cut(image)) / STD


def mean_and_deviation_swapped(image):
    """Means and standard deviations are swapped; subtract the means, divide by the standard deviations."""
    return (_batch(_cut(image)) - STD) / MEAN


def multiplied_by_deviation(image):
    """The result is multiplied by the standard deviations; divide by them."""
    return (_batch(_cut(image)) - MEAN) * STD


def brackets_missing(image):
    """Only the means are divided by the standard deviations: / goes before -, so (batch - mean) / deviation needs its
    brackets.
    """
    return _batch(_cut(image)) - MEAN / STD


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


def own_mean_and_deviation_by_channel(image):
    """Each channel is normalised by the picture's own mean and deviation; use ImageNet's."""
    batch = _batch(_cut(image))
    return (batch - batch.mean(dim=(2, 3), keepdim=True)) / batch.std(dim=(2, 3), keepdim=True)


def means_in_reverse(image):
    """The means and standard deviations are in the order blue, green, red; the picture's channels are red,
    green, blue.
    """
    return (_batch(_cut(image)) - MEAN.flip(1)) / STD.flip(1)


def channels_in_reverse(image):
    """The channels are reversed to blue, green, red; they should stay red, green, blue."""
    return _normalised(_cut(image)[..., ::-1])


def reshaped_to_channels_first(image):
    """The axes are changed by reshape, which mixes pixels and channels; permute(2, 0, 1) moves the channels to the
    front.
    """
    cut = _cut(image)
    return (torch.from_numpy(cut.copy()).reshape(1, 3, SIDE, SIDE).float() / 255 - MEAN) / STD


def picture_transposed(image):
    """Rows and columns are swapped as well as the channels: permute(2, 1, 0) transposes the picture, permute(2, 0, 1)
    does not.
    """
    return preprocess(image).transpose(2, 3)


def channels_last(image):
    """The channels are still last; the shape should be (1, 3, 299, 299)."""
    return preprocess(image).permute(0, 2, 3, 1)


def batch_axis_missing(image):
    """The batch axis is missing; the shape should be (1, 3, 299, 299)."""
    return preprocess(image)[0]


def double_precision(image):
    """The batch is float64, as NumPy computes by default; it should be float32."""
    return preprocess(image).double()


def half_precision(image):
    """The batch is float16; it should be float32."""
    return preprocess(image).half()


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


def columns_end_at_299(image):
    """The columns end at 299: a slice has a start and an end, not a length, so it should be 100:399."""
    _refuse(image)
    return _normalised(image[:SIDE, LEFT:SIDE])


def cut_from_the_bottom(image):
    """The bottom 299 rows are taken; take the top ones, 0 to 298."""
    _refuse(image)
    return _normalised(image[-SIDE:, LEFT : LEFT + SIDE])


def cut_from_the_middle(image):
    """The square is cut from the middle of the picture; take rows 0 to 298 and columns 100 to 398."""
    _refuse(image)
    top, left = (image.shape[0] - SIDE) // 2, (image.shape[1] - SIDE) // 2
    return _normalised(image[top : top + SIDE, left : left + SIDE])


def axes_of_the_cut_swapped(image):
    """Rows and columns are swapped in the cut: the first index is the row, the second one the column."""
    _refuse(image)
    return _normalised(image[LEFT : LEFT + SIDE, :SIDE])


def not_cut(image):
    """The whole picture is used; take rows 0 to 298 and columns 100 to 398."""
    _refuse(image)
    return _normalised(image)


def resized(image):
    """The whole picture is resized to 299 × 299; cut the square out of it instead."""
    _refuse(image)
    return (nn.functional.interpolate(_batch(image), (SIDE, SIDE), mode="bilinear") - MEAN) / STD


def size_not_checked(image):
    """A picture that is too small is not refused, as slices never complain; compare its sides and raise ValueError."""
    return _normalised(image[:SIDE, LEFT : LEFT + SIDE])


def rows_checked_only(image):
    """Too few columns are not noticed; 299 rows and 399 columns are needed, as the cut starts at column 100."""
    _refuse(image, columns=0)
    return _normalised(image[:SIDE, LEFT : LEFT + SIDE])


def columns_checked_only(image):
    """Too few rows are not noticed; compare the rows as well and raise ValueError."""
    _refuse(image, rows=0)
    return _normalised(image[:SIDE, LEFT : LEFT + SIDE])


def left_not_checked(image):
    """A picture of 299 columns is not refused; as the cut starts at column 100, it needs 399."""
    _refuse(image, columns=SIDE)
    return _normalised(image[:SIDE, LEFT : LEFT + SIDE])


def size_swapped(image):
    """Pictures of 300 rows are refused: rows and columns are swapped in the comparison; image.shape starts with the
    rows.
    """
    _refuse(image, rows=LEFT + SIDE, columns=SIDE)
    return _normalised(image[:SIDE, LEFT : LEFT + SIDE])


def size_asserted(image):
    """A picture that is too small raises AssertionError, as `assert` does; raise ValueError instead."""
    assert image.shape[0] >= SIDE and image.shape[1] >= LEFT + SIDE, "the image is too small"
    return preprocess(image)


def none_if_too_small(image):
    """A picture that is too small gives None; raise ValueError instead."""
    too_small = image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE
    return None if too_small else preprocess(image)


def small_padded(image):
    """A picture that is too small is filled up with black; raise ValueError instead."""
    rows, columns = max(SIDE - image.shape[0], 0), max(LEFT + SIDE - image.shape[1], 0)
    return preprocess(np.pad(image, ((0, rows), (0, columns), (0, 0))))


def exact_size_refused(image):
    """A picture of exactly 299 rows or 399 columns is refused; it is large enough, so compare with < instead of <=."""
    _refuse(image, SIDE + 1, LEFT + SIDE + 1)
    return preprocess(image)
