"""Accepted solutions of gaussian."""

import numpy as np


def logarithms(n):
    """Sums of logarithms, turned back at the end."""
    x = np.linspace(3, -3, num=n)
    return np.exp(-0.5 * (np.square(x) + np.log(2 * np.pi)))


def loop(n):
    """One value after the other, by the math module."""
    import math

    values = []
    for i in range(n):
        x = -3 + 6 * i / (n - 1)
        values.append(math.exp(-x * x / 2) / math.sqrt(2 * math.pi))
    return np.array(values)


def mirrored(n):
    """One half computed, the other half mirrored."""
    x = np.linspace(-3, 3, n)[: (n + 1) // 2]
    left = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return np.concatenate([left, left[: n // 2][::-1]])


def power(n):
    """A power of e, and a power for the root."""
    x = np.mgrid[-3 : 3 : n * 1j]
    return (2 * np.pi) ** -0.5 * np.e ** (-(x**2) / 2)


def scipy_norm(n):
    """scipy's own density."""
    from scipy.stats import norm

    return norm.pdf(np.linspace(-3, 3, n))


def slope_of_the_distribution(n):
    """The derivative of the distribution function, by torch's autograd."""
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64, requires_grad=True)
    torch.special.ndtr(x).sum().backward()
    return x.grad.numpy()


def by_torch(n):
    """torch's own normal distribution, in float64."""
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64)
    return torch.distributions.Normal(0.0, 1.0).log_prob(x).exp().numpy()


@np.vectorize
def _density(x):
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


def vectorized(n):
    """A function of one number, vectorized by NumPy."""
    return _density(np.arange(n) * 6 / (n - 1) - 3)


def window_of_scipy(n):
    """scipy's window with the deviation counted in samples."""
    from scipy.signal.windows import gaussian as bell

    return bell(n, (n - 1) / 6) / np.sqrt(2 * np.pi)


def _normal(x, mean, deviation):
    return np.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * np.sqrt(2 * np.pi))


def with_parameters(n):
    """The general formula with mean and deviation."""
    return _normal(np.linspace(-3, 3, n), mean=0, deviation=1)
