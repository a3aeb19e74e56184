"""The result is stretched so that it goes from 0 to 1; the gray image should keep the units of the colour image."""


def to_gray(image):
    gray = image.astype(np.float64).mean(axis=2)
    return ((gray - gray.min()) / max(gray.max() - gray.min(), 1e-12)).astype(np.float32)
