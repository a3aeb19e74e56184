"""Rows are compared with the width and columns with the height: image.shape begins with the number of rows, which is
the height."""


def crop(image, rows=256, left=100, columns=256):
    width, height = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[-rows:, left : left + columns]
