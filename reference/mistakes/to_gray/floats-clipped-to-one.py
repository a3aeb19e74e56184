"""Images of floats are cut off above 1; they may have any values."""


def to_gray(image):
    gray = image.astype(np.float64).mean(axis=2)
    if np.issubdtype(image.dtype, np.floating):
        gray = np.clip(gray, 0, 1)
    return gray.astype(np.float32)
