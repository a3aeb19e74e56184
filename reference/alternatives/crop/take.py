"""Row and column numbers, and np.take."""


def crop(image, rows=256, left=100, columns=256):
    height, width = image.shape[0], image.shape[1]
    if height < rows:
        raise ValueError("rows")
    if width < left + columns:
        raise ValueError("columns")
    return image.take(range(height - rows, height), axis=0).take(range(left, left + columns), axis=1)
