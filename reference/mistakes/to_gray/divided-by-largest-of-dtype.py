"""Whole numbers are divided by the largest one of their dtype; the gray image should keep the units of the colour
image."""


def to_gray(image):
    scaled = image / np.iinfo(image.dtype).max if image.dtype.kind in "ui" else image
    return scaled.mean(axis=2).astype(np.float32)
