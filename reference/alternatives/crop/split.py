"""Parts cut off by np.split."""


def crop(image, rows=256, left=100, columns=256):
    if rows > image.shape[0] or columns + left > image.shape[1]:
        raise ValueError("the image is too small")
    bottom = np.split(image, [image.shape[0] - rows], axis=0)[1]
    return np.split(bottom, [left, left + columns], axis=1)[1]
