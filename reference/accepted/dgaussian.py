"""Accepted solutions of dgaussian."""

import numpy as np

from reference.filters import gaussian


def autograd(n):
    """The derivative by torch's autograd."""
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64, requires_grad=True)
    torch.exp(-(x**2) / 2).sum().backward()
    return x.grad.numpy()


def complex_step(n):
    """The imaginary part of the density a tiny step off the real line."""
    x = np.linspace(-3, 3, n) + 1e-20j
    return np.exp(-(x**2) / 2).imag / 1e-20


def fine_differences(n):
    """np.gradient on a grid two hundred times as fine, of which only the places are kept."""
    fine = np.linspace(-3.3, 3.3, (n - 1) * 220 + 1)
    slope = np.gradient(np.exp(-(fine**2) / 2), fine)
    return np.interp(np.linspace(-3, 3, n), fine, slope)


def hermite(n):
    """As a Hermite polynomial times the density."""
    from numpy.polynomial.hermite_e import hermeval

    x = np.linspace(-3, 3, n)
    return -hermeval(x, [0, 1]) * np.exp(-(x**2) / 2)


def loop(n):
    """One value after the other, by the math module."""
    import math

    result = []
    for i in range(n):
        x = -3 + i * 6 / (n - 1)
        result.append(-x * math.exp(-x * x / 2) / math.sqrt(2 * math.pi))
    return np.array(result)


def mirrored(n):
    """The left half computed, the right half opposite to it."""
    x = np.linspace(-3, 3, n)
    result = np.zeros(n)
    for i in range(n // 2):
        result[i] = -x[i] * np.exp(-(x[i] ** 2) / 2)
        result[-1 - i] = -result[i]
    return result


def peak_of_one(n):
    """Scaled so that the largest value is 1."""
    x = np.linspace(-3, 3, n)
    derivative = -x * gaussian(n)
    return derivative / derivative.max()


def places_read_backwards(n):
    """x from 3 down to -3 takes the place of the minus."""
    x = np.linspace(3, -3, n)
    return x * gaussian(n) * 100


def scipy_norm(n):
    """With scipy's density, in float32."""
    from scipy.stats import norm

    x = np.linspace(-3, 3, n)
    return (-x * norm.pdf(x)).astype(np.float32)


def small_central_differences(n):
    """The formula of the density, asked a little to the right and a little to the left."""
    x, h = np.linspace(-3, 3, n), 1e-5
    return (np.exp(-((x + h) ** 2) / 2) - np.exp(-((x - h) ** 2) / 2)) / (2 * h)


def tiny_difference_quotient(n):
    """A difference quotient to one side, with a step so small that it does not matter."""
    x, h = np.linspace(-3, 3, n), 1e-7
    return (np.exp(-((x + h) ** 2) / 2) - np.exp(-(x**2) / 2)) / h


def without_constant(n):
    """The formula without any constant factor."""
    x = np.linspace(-3, 3, n)
    return -x * np.exp(-0.5 * x**2)
