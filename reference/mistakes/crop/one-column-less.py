"""There is one column too few: the end of a slice is not part of it, so that nothing has to be subtracted from left +
columns."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[-rows:, left : left + columns - 1]
