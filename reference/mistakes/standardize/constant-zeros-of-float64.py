"""The zeros for a constant image are float64, as np.zeros makes them by itself; they should be float32 too."""


def standardize(image):
    deviation = image.std()
    if deviation == 0:
        return np.zeros(image.shape)
    return ((image - image.mean()) / deviation).astype(np.float32)
