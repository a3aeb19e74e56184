"""The last row is missing: the end of a slice is not part of it, so that -rows:-1 stops one row too early. Write -rows:
instead."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[-rows:-1, left : left + columns]
