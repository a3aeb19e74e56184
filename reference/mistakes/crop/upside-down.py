"""The rows come out in the opposite order: they are the right ones, but should keep their order."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[::-1][:rows, left : left + columns]
