"""Known mistakes of standardize."""

import numpy as np

from reference.images import standardize
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(standardize)
double_precision = forms.double_precision(standardize)


def _by(image, centre, size):
    """Return the image around a centre, divided by a size unless that is 0, as float32."""
    return ((image.astype(np.float64) - centre) / (size if size > 0 else 1)).astype(np.float32)


def _if_constant(image, result):
    return result if image.min() == image.max() else standardize(image)


def mean_kept(image):
    """The image is divided by its standard deviation, but its mean is still in it; subtract the mean first."""
    deviation = image.std()
    return (image / deviation if deviation > 0 else np.zeros(image.shape)).astype(np.float32)


def deviation_kept(image):
    """The mean is subtracted, but the result is not divided by the standard deviation."""
    return _by(image, image.mean(), 1)


def variance(image):
    """The image is divided by its variance; divide by the standard deviation, which is its square root."""
    return _by(image, image.mean(), image.var())


def median(image):
    """The median is subtracted; subtract the mean."""
    return _by(image, np.median(image), image.std())


def sample_deviation(image):
    """The standard deviation is that of a sample (n - 1), as torch.std takes it; use the population's, as
    np.std does.
    """
    return _by(image, image.mean(), image.std(ddof=1) if image.size > 1 else 0)


def divided_by_maximum(image):
    """After the mean is subtracted, the image is divided by its largest absolute value; divide by the deviation."""
    return _by(image, image.mean(), np.abs(image - image.mean()).max())


def scaled_to_unit_range(image):
    """The image is stretched to the range from 0 to 1; the result should have mean 0 and standard deviation 1."""
    return _by(image, float(image.min()), float(image.max()) - float(image.min()))


def each_column(image):
    """Every column has mean 0 and standard deviation 1; use the mean and deviation of the whole image."""
    deviation = image.std(axis=0)
    return ((image - image.mean(axis=0)) / np.where(deviation > 0, deviation, 1)).astype(np.float32)


def brackets_missing(image):
    """Only the mean is divided by the deviation, as when the brackets in (image - mean) / deviation are missing."""
    deviation = image.std()
    return (image - image.mean() / deviation).astype(np.float32) if deviation else np.zeros(image.shape, np.float32)


def truncated(image):
    """The result passes through the image's dtype, so integers lose fractions, and uint8 also signs; keep floats."""
    deviation = image.std()
    return ((image - image.mean()) / (deviation if deviation > 0 else 1)).astype(image.dtype).astype(np.float32)


def no_guard(image):
    """A constant image gives NaN, since its deviation is 0 and 0 / 0 is NaN; return zeros in that case."""
    return ((image - image.mean()) / image.std()).astype(np.float32)


def constant_unchanged(image):
    """A constant image comes back as it is, in float32; it should give zeros."""
    return _if_constant(image, image.astype(np.float32))


def constant_in_own_dtype(image):
    """A constant image comes back as it is, in its own dtype; it should give float32 zeros."""
    return _if_constant(image, image)


def constant_zeros_of_float64(image):
    """The zeros for a constant image are float64, as np.zeros makes them by default; they should be float32 too."""
    return _if_constant(image, np.zeros(image.shape))


def constant_zeros_of_own_dtype(image):
    """The zeros for a constant image have the image's dtype, as np.zeros_like gives; they should be float32 too."""
    return _if_constant(image, np.zeros_like(image))


def in_place(image):
    """The image that is passed in is changed, for example by -= or /=, and integer images raise an error; make a
    new array.
    """
    image -= image.mean()
    deviation = image.std()
    if deviation > 0:
        image /= deviation
    return image.astype(np.float32)
