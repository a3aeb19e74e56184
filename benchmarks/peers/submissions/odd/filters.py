"""Right, and unlike the solution: lists and loops, an object in place of a function, arrays in Fortran's order."""

import math
from functools import partial

import numpy as np


def square(n, entry):
    return np.asfortranarray([[float(entry(row, column)) for column in range(n)] for row in range(n)])


class Box:
    def __init__(self, total):
        self.total = total

    def __call__(self, n):
        return square(n, lambda row, column: self.total / n / n)


def mixed(n, amount=1.0, *, middle):
    centre = middle(n)
    return square(n, lambda row, column: (1 + amount) * ((row, column) == centre) - amount / n / n)


def padded(image, width):
    height, breadth = image.shape
    larger = np.zeros((height + 2 * width, breadth + 2 * width), order="F")
    for row in range(height):
        for column in range(breadth):
            larger[row + width][column + width] = image[row][column]
    return larger


def standardized(image):
    entries = image.ravel().tolist()
    mean = math.fsum(entries) / len(entries)
    spread = math.sqrt(math.fsum((entry - mean) ** 2 for entry in entries) / len(entries))
    return np.array([(entry - mean) / spread for entry in entries]).reshape(image.shape, order="C")


def gaussian(n, sigma=1.0):
    def height(row, column):
        return math.exp(-(math.hypot(row - (n - 1) / 2, column - (n - 1) / 2) ** 2) / 2 / sigma**2)

    total = math.fsum(height(row, column) for row in range(n) for column in range(n))
    return square(n, lambda row, column: height(row, column) / total)


box = Box(1)
sharpen = partial(mixed, middle=lambda n: (n // 2, n // 2))
