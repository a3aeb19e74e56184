"""Upside down, the first rows, and upside down again."""


class TooSmall(ValueError):
    pass


def crop(image, rows=256, left=100, columns=256):
    if min(image.shape[0] - rows, image.shape[1] - left - columns) < 0:
        raise TooSmall
    return np.flipud(np.flipud(image)[:rows])[:, left : left + columns]
