"""Images of low contrast are taken for constant ones; only a deviation of 0 (or of a rounding error) means that."""


def standardize(image):
    deviation = image.std()
    if deviation < 1:
        return np.zeros(image.shape, np.float32)
    return ((image - image.mean()) / deviation).astype(np.float32)
