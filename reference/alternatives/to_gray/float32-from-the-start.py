"""Everything in float32 from the start."""


def to_gray(image):
    channels = np.moveaxis(np.asarray(image, np.float32), 2, 0)
    return np.add.reduce(channels) / np.float32(3)
