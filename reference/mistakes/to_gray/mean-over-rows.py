"""The mean is taken along the rows (axis 0); the channels are axis 2."""


def to_gray(image):
    return image.mean(axis=0).astype(np.float32)
