"""Other code with the answers of known mistakes of to_gray."""

import numpy as np


def _channels(image):
    """Return red, green and blue as floats."""
    return np.moveaxis(image.astype(float), 2, 0)


def rounded(image):
    """Adds a half and rounds down."""
    return np.floor(sum(_channels(image)) / 3 + 0.5).astype("float32")


def truncated(image):
    """Splits the values at the decimal point."""
    _decimals, whole = np.modf(sum(_channels(image)) / 3)
    return np.float32(whole)


def scaled_to_unit_range(image):
    """Interpolates between the darkest and the brightest value."""
    gray = sum(_channels(image)) / 3
    low, high = gray.min(), gray.max()
    return np.interp(gray, [low, high], [0, 1]).astype("float32") if low < high else np.zeros_like(gray, "float32")


def channels_overflow(image):
    """Adds the channels up in a copy of the first one."""
    total = image[..., 0].copy()
    for channel in (1, 2):
        total += image[..., channel]
    return np.float32(total / 3)


def divided_by_255(image):
    """Weighs each channel with the third of 1 / 255."""
    return np.float32(image @ np.full(3, 1 / 765))


def divided_by_255_if_whole(image):
    """Scales what is no float, as for Matplotlib."""
    red, green, blue = _channels(image)
    return ((red + green + blue) / (3 if np.issubdtype(image.dtype, np.floating) else 765)).astype("float32")


def divided_by_255_if_uint8(image):
    """Scales by the largest number of one byte."""
    largest = np.iinfo(image.dtype).max if image.itemsize == 1 else 1
    return np.mean(image / largest, axis=-1, dtype="float64").astype("float32")


def double_precision(image):
    """Divides the sum over the channels."""
    return image.sum(axis=-1) / 3


def keeps_dtype(image):
    """Stores the means in a copy of the red channel."""
    gray = image[:, :, 0].copy()
    gray[:] = sum(_channels(image)) / 3
    return gray


def uint8_returned(image):
    """Stores the means in an empty image of bytes."""
    gray = np.empty(image.shape[:2], "uint8")
    gray[...] = image.mean(axis=-1)
    return gray


def half_precision(image):
    """Stores both the image and the result in float16, but adds in float32."""
    short = np.empty(image.shape, "float16")
    short[...] = image
    return (short.sum(axis=2, dtype="float32") / 3).astype("float16").astype("float32")


def luminance_weights(image):
    """Adds weighted channels up, as OpenCV does."""
    red, green, blue = _channels(image)
    return np.float32(0.299 * red + 0.587 * green + 0.114 * blue)


def luminance_weights_of_hdtv(image):
    """Adds weighted channels up, as scikit-image does."""
    red, green, blue = _channels(image)
    return np.float32(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def first_channel(image):
    """Splits the image and keeps the first part."""
    red, *_others = np.dsplit(image, 3)
    return red.reshape(image.shape[:2]).astype("float32")


def maximum(image):
    """Sorts the channels of each pixel."""
    return np.sort(image.astype("float32"), axis=2)[:, :, -1]


def channels_summed(image):
    """Gives each channel the weight 1."""
    return (image @ np.ones(3)).astype("float32")


def channel_axis_kept(image):
    """Takes the mean with keepdims."""
    return image.mean(axis=2, keepdims=True, dtype="float64").astype("float32")
