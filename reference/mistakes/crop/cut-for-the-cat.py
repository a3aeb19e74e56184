"""The first row is written as the number 44, which is right for a picture with 300 rows only; begin at height - rows."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[300 - rows : 300, left : left + columns]
