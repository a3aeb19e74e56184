"""The image is divided by its deviation, but the mean is not subtracted first."""


def standardize(image):
    deviation = image.std()
    return (image / deviation if deviation > 0 else np.zeros(image.shape)).astype(np.float32)
