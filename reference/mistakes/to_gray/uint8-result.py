"""The result is uint8, as pictures often are; it should be float32, with the fractions that a mean has."""


def to_gray(image):
    return image.mean(axis=2).astype(np.uint8)
