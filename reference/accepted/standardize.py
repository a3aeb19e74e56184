"""Accepted solutions of standardize."""

import math

import numpy as np
import torch
from scipy.stats import zscore
from sklearn.preprocessing import StandardScaler


def epsilon_under_the_root(image):
    """A tiny epsilon beside the variance, as batch normalisation has it."""
    x = image.astype(float)
    return ((x - x.mean()) / np.sqrt(x.var() + 1e-10)).astype(np.float32)


def layer_norm(image):
    """Layer normalisation over the whole image."""
    x = torch.from_numpy(image.astype(np.float64))
    return torch.nn.functional.layer_norm(x, x.shape, eps=1e-12).numpy().astype(np.float32)


def mean_of_squares(image):
    """The deviation by the mean of squared distances; where decides about constants."""
    x = image.astype(np.float64)
    distance = x - np.mean(x)
    sigma = np.sqrt(np.mean(distance**2))
    return np.divide(distance, sigma, out=np.zeros_like(distance), where=sigma > 0).astype(np.float32)


def nan_to_number(image):
    """Divides in any case, and turns NaN into 0."""
    x = image.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (x - x.mean()) / x.std()
    return np.nan_to_num(z, nan=0.0, posinf=0.0, neginf=0.0).astype(np.float32)


def plain_python(image):
    """Sums in plain Python."""
    values = [float(v) for v in image.ravel()]
    mean = math.fsum(values) / len(values)
    spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values)) or 1.0
    return np.array([(v - mean) / spread for v in values], dtype=np.float32).reshape(image.shape)


def scikit_learn(image):
    """scikit-learn's StandardScaler on all pixels as one column."""
    column = image.astype(np.float64).reshape(-1, 1)
    return StandardScaler().fit_transform(column).reshape(image.shape).astype(np.float32)


def by_torch(image):
    """By torch, with the population's deviation."""
    x = torch.tensor(image.astype("float64"))
    x = x - x.mean()
    deviation = x.std(unbiased=False)
    return (x / deviation if deviation > 0 else torch.zeros_like(x)).float().numpy()


def zscore_of_scipy(image):
    """scipy.stats.zscore, except for constants."""
    if image.min() == image.max():
        return np.zeros(image.shape, dtype=np.float32)
    return zscore(image.astype(np.float64), axis=None).astype(np.float32)
