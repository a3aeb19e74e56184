"""ValueError is returned like a result; it has to be raised: raise ValueError(…)."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        return ValueError("the image is too small")
    return image[-rows:, left : left + columns]
