"""A colour image loses its colours; the crop should keep all channels as they are."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[:2]
    if rows > height or left + columns > width:
        raise ValueError("the image is too small")
    cut = image[-rows:, left : left + columns]
    return cut.mean(axis=2) if cut.ndim == 3 else cut
