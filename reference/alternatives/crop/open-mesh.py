"""Indexing by np.ix_; an IndexError is turned into ValueError."""


def crop(image, rows=256, left=100, columns=256):
    try:
        if rows > len(image):
            raise IndexError("rows")
        return image[np.ix_(range(len(image) - rows, len(image)), range(left, left + columns))]
    except IndexError as error:
        raise ValueError("the image is too small") from error
