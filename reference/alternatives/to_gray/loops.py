"""Loops over rows and columns in Python."""


def to_gray(image):
    return np.array([[sum(float(c) for c in pixel) / 3 for pixel in row] for row in image], dtype=np.float32)
