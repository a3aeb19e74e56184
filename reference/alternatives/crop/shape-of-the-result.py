"""Cuts first and looks at the shape of what comes out."""


def crop(image, rows=256, left=100, columns=256):
    cut = image[max(len(image) - rows, 0) :, left : left + columns, ...]
    if cut.shape[:2] != (rows, columns):
        raise ValueError(f"image is only {image.shape}")
    return cut
