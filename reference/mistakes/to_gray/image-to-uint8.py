"""The image is turned into uint8 first: floats from 0 to 1 all become 0. Turn it into floats instead."""


def to_gray(image):
    return image.astype(np.uint8).mean(axis=2).astype(np.float32)
