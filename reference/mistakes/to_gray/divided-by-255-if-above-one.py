"""Images with values above 1 are divided by 255; the gray image should keep the units of the colour image."""


def to_gray(image):
    scaled = image / 255 if image.max() > 1 else image
    return scaled.mean(axis=2).astype(np.float32)
