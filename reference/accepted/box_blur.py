"""Accepted solutions of box_blur."""

import numpy as np


def blurred_impulses(n):
    """SciPy's uniform filter of an impulse, with wrapped borders."""
    from scipy.ndimage import uniform_filter
    from scipy.signal import unit_impulse

    return uniform_filter(unit_impulse((n, n), "mid"), n, mode="wrap")


def by_fourier(n):
    """The inverse Fourier transform of an impulse is flat."""
    impulse = np.zeros((n, n))
    impulse[0, 0] = 1
    return np.fft.ifft2(impulse).real


def gradient_of_a_mean(n):
    """The gradient of a mean with respect to the pixels."""
    import torch

    pixels = torch.zeros(n, n, dtype=torch.float64, requires_grad=True)
    pixels.mean().backward()
    return pixels.grad.numpy()


def loops(n):
    """Entry by entry, into an empty array of float32."""
    kernel = np.empty((n, n), dtype=np.float32)
    for i in range(n):
        for j in range(n):
            kernel[i, j] = 1.0 / (n * n)
    return kernel


def matrix(n):
    """numpy.matrix is an array, too."""
    return np.asmatrix(np.ones((n, n))) / n**2


def ones_by_their_sum(n):
    """Ones divided by their own sum."""
    kernel = np.ones((n, n))
    return kernel / kernel.sum()


def outer(n):
    """An outer product of two means."""
    mean = np.ones(n) / n
    return np.outer(mean, mean)


def softmax_of_zeros(n):
    """The softmax of equal numbers."""
    from scipy.special import softmax

    return softmax(np.zeros((n, n)))


def by_torch(n):
    """Made by torch and handed over, in float32."""
    import torch

    return torch.full((n, n), 1 / n**2).numpy()


def view_of_one_number(n):
    """All entries share one place in memory."""
    return np.broadcast_to(np.float64(1 / n**2), (n, n))


def weights_of_a_histogram(n):
    """One weight for each pixel, each with an equal share."""
    shares = [1 / n / n] * (n * n)
    return np.array(shares).reshape((n, n), order="F")
