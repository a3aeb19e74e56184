"""`left` is counted from the right border; it is the number of the first column, counted from the left one."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[-rows:, width - left - columns : width - left]
