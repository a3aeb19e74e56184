"""Other code with the answers of known mistakes of standardize."""

import numpy as np
from scipy.stats import zscore

from reference.images import standardize


def _moments(image):
    """Return the mean and the mean squared distance from it."""
    mean = np.sum(image, dtype=float) / image.size
    return mean, np.sum((image - mean) ** 2) / image.size


def _divided(image, by):
    """Divide where that is possible, and leave zeros where it is not."""
    return np.divide(image, by, out=np.zeros(image.shape), where=by != 0).astype("float32")


def double_precision(image):
    """Computes in float64 all the way."""
    mean, variance = _moments(image)
    return (image - mean) / np.sqrt(variance or 1.0)


def mean_kept(image):
    """Subtracts the mean, and adds it again after the division."""
    mean, variance = _moments(image)
    return (standardize(image) + (mean / variance**0.5 if variance else 0)).astype("float32")


def deviation_kept(image):
    """Subtracts the mean alone."""
    return np.float32(image - np.average(image))


def variance(image):
    """Divides what is standardized already by the deviation."""
    return _divided(standardize(image), np.std(image, dtype=float))


def median(image):
    """Subtracts the 50th percentile."""
    return _divided(image - np.percentile(image.astype(float), 50), np.std(image, dtype=float))


def sample_deviation(image):
    """Divides the sum of squares by one less than the number of pixels."""
    mean, variance = _moments(image)
    return _divided(image - mean, np.sqrt(variance * image.size / max(image.size - 1, 1)))


def divided_by_maximum(image):
    """Scales what is standardized until it reaches 1 or -1."""
    result = standardize(image)
    return _divided(result, np.linalg.norm(result.ravel(), np.inf))


def scaled_to_unit_range(image):
    """Interpolates between the darkest and the brightest pixel."""
    low, high = float(image.min()), float(image.max())
    return np.interp(image, [low, max(high, low + 1e-9)], [0, 1]).astype("float32")


def each_column(image):
    """Standardizes one column after the other."""
    return np.stack([standardize(column) for column in image.T], axis=1)


def brackets_missing(image):
    """Computes first what it subtracts."""
    mean, variance = _moments(image)
    if variance == 0:
        return np.zeros(image.shape, "float32")
    mean /= variance**0.5
    return np.float32(image - mean)


def truncated(image):
    """Stores the values in a copy of the image."""
    mean, variance = _moments(image)
    result = image.copy()
    result[:] = (image - mean) / max(variance**0.5, 1e-12)
    return result.astype("float32")


def no_guard(image):
    """Leaves it to SciPy."""
    return zscore(image.astype(float), axis=None).astype("float32")


def constant_unchanged(image):
    """Returns early if all pixels are like the first."""
    if (image == image[0, 0]).all():
        return np.float32(image)
    return standardize(image)


def constant_in_own_dtype(image):
    """Returns the image early if it holds a single value."""
    return image.copy() if len(np.unique(image)) == 1 else standardize(image)


def constant_zeros_of_float64(image):
    """Replaces NaN by 0 with the help of an image that is subtracted from itself."""
    exact = image.astype(float)
    return exact - exact if np.ptp(exact) == 0 else standardize(image)


def constant_zeros_of_own_dtype(image):
    """Subtracts a constant image from itself."""
    return image - image if np.ptp(image) == 0 else standardize(image)


def in_place(image):
    """Lets the ufuncs write into the image."""
    np.subtract(image, image.mean(), out=image)
    np.divide(image, image.std() or 1, out=image)
    return image.astype("float32")
