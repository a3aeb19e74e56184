"""ValueError comes only when rows and columns are both missing: connect the two conditions by `or`, not by `and`."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height and left + columns > width:
        raise ValueError("the image is too small")
    return image[-rows:, left : left + columns]
