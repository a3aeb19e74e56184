"""A slice from the end, copied."""


def crop(image, rows=256, left=100, columns=256):
    if not (image.shape[0] >= rows and image.shape[1] >= left + columns):
        raise ValueError("too small")
    return image[-rows:, left:][:, :columns].copy()
