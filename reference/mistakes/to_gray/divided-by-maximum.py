"""The result is divided by its largest value; the gray image should keep the units of the colour image."""


def to_gray(image):
    gray = image.astype(np.float64).mean(axis=2)
    return (gray / gray.max()).astype(np.float32)
