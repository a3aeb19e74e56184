"""Negative values are made positive; below the mean the result should be negative."""


def standardize(image):
    deviation = image.std()
    return (np.abs(image - image.mean()) / (deviation if deviation > 0 else 1)).astype(np.float32)
