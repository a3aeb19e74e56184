"""A slice that leads out of an image gives a smaller piece and no error: compare rows and left + columns with the
image's size and raise ValueError."""


def crop(image, rows=256, left=100, columns=256):
    return image[-rows:, left : left + columns]
