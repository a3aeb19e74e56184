"""The rows are taken from the middle of the image; they should be the bottom ones."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    top = (height - rows) // 2
    return image[top : top + rows, left : left + columns]
