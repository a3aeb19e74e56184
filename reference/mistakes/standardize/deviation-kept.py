"""The mean is subtracted, but the result is not divided by the deviation."""


def standardize(image):
    return (image - image.mean()).astype(np.float32)
