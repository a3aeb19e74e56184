"""One call never ends; the other functions are right."""

import numpy as np


def padded(image: np.ndarray, width: int) -> np.ndarray:
    """Return the image with `width` rows and columns of zeros on each side."""
    return np.pad(image, width)


def standardized(image: np.ndarray) -> np.ndarray:
    """Return the image with mean 0 and standard deviation 1."""
    return (image - image.mean()) / image.std()


def box(n: int) -> np.ndarray:
    """Return the kernel (n, n) that averages."""
    return np.full((n, n), 1 / n**2)


def gaussian(n: int, sigma: float = 1.0) -> np.ndarray:
    """Return the Gaussian kernel (n, n), centred, with sum 1."""
    while True:
        pass


def sharpen(n: int, amount: float = 1.0) -> np.ndarray:
    """Return the kernel (n, n), n odd, that adds `amount` times the difference from the average."""
    kernel = -amount * box(n)
    kernel[n // 2, n // 2] += 1 + amount
    return kernel
