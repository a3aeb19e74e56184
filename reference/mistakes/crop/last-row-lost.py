"""The rectangle sits one row too high: the slice -rows-1:-1 leaves out the last row. Write -rows: instead."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[height - rows - 1 : height - 1, left : left + columns] if height > rows else image[:-1, left : left + columns]
