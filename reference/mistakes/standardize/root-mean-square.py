"""The image is divided by the root of the mean of its own squares; subtract the mean before you square."""


def standardize(image):
    exact = image.astype(np.float64)
    size = np.sqrt((exact**2).mean())
    return ((exact - exact.mean()) / (size if size > 0 else 1)).astype(np.float32)
