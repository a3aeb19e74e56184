"""The image is multiplied by its deviation; it should be divided by it."""


def standardize(image):
    return ((image - image.mean()) * image.std()).astype(np.float32)
