"""The image is compared with the default size even when a smaller piece is asked for; compare with rows and left +
columns."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if height < 256 or width < 356:
        raise ValueError("the image is too small")
    return image[-rows:, left : left + columns]
