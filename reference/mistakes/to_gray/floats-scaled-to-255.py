"""Images of floats are multiplied by 255; gray values should be in the units of the image."""


def to_gray(image):
    gray = image.astype(np.float64).mean(axis=2)
    if np.issubdtype(image.dtype, np.floating):
        gray = 255 * gray
    return gray.astype(np.float32)
