"""The result is divided by 255; the gray image should keep the units of the colour image."""


def to_gray(image):
    return (image.mean(axis=2) / 255).astype(np.float32)
