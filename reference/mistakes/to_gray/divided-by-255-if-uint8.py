"""Images of dtype uint8 are divided by 255; the gray image should keep the units of the colour image, whatever its
dtype."""


def to_gray(image):
    scaled = image / 255 if image.dtype == np.uint8 else image
    return scaled.mean(axis=2).astype(np.float32)
