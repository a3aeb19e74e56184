"""Known mistakes of to_gray."""

import numpy as np

from reference.images import to_gray
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(to_gray)
rounded = forms.rounded(to_gray, 0)
truncated = forms.truncated(to_gray)
scaled_to_unit_range = forms.scaled_to_unit_range(to_gray)


def _weighted(image, weights):
    return (image @ np.array(weights)).astype(np.float32)


def _scaled(image, when):
    return to_gray(image / 255 if when else image)


def channels_overflow(image):
    """The sum of the channels overflows: in uint8, 200 + 100 gives 44. Convert the image to floats first."""
    return ((image[:, :, 0] + image[:, :, 1] + image[:, :, 2]) / 3).astype(np.float32)


def divided_by_255(image):
    """The result is divided by 255; the gray image should keep the units of the colour image."""
    return _scaled(image, True)


def divided_by_255_if_whole(image):
    """Images with an integer dtype are divided by 255; the gray image should keep their units, whatever the dtype."""
    return _scaled(image, image.dtype.kind in "ui")


def divided_by_255_if_uint8(image):
    """Images of dtype uint8 are divided by 255; the gray image should keep their units, whatever the dtype."""
    return _scaled(image, image.dtype == np.uint8)


def double_precision(image):
    """The values are right, but the result is float64 for most images, as np.mean gives it; it should be float32."""
    return image.mean(axis=2)


def keeps_dtype(image):
    """The result has the image's own dtype, so integer images lose the fractions of the mean; return float32."""
    return image.mean(axis=2).astype(image.dtype)


def uint8_returned(image):
    """The result is uint8, as photographs often are; it should be float32, with the fractions of the mean."""
    return image.mean(axis=2).astype(np.uint8)


def half_precision(image):
    """The values pass through float16, which has three digits and ends at 65504; use float32 or float64."""
    return image.astype(np.float16).mean(axis=2).astype(np.float32)


def luminance_weights(image):
    """The channels are weighted by how bright they look (0.299, 0.587, 0.114); each should count one third."""
    return _weighted(image, [0.299, 0.587, 0.114])


def luminance_weights_of_hdtv(image):
    """The channels are weighted by how bright they look (0.2126, 0.7152, 0.0722); each should count one third."""
    return _weighted(image, [0.2126, 0.7152, 0.0722])


def first_channel(image):
    """This is the red channel alone; take the mean of red, green and blue."""
    return image[:, :, 0].astype(np.float32)


def maximum(image):
    """This is the largest of the three channels; take their mean."""
    return image.max(axis=2).astype(np.float32)


def channels_summed(image):
    """The three channels are added but not divided by 3; take their mean."""
    return (3 * image.astype(np.float64).mean(axis=2)).astype(np.float32)


def channel_axis_kept(image):
    """The result still has an axis for the channels, (H, W, 1); its shape should be (H, W)."""
    return to_gray(image)[:, :, None]
