"""These are the top rows; row 0 is at the top of an image, so that the bottom rows are the last ones: image[-rows:]."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[:rows, left : left + columns]
