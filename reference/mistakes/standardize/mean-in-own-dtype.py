"""The mean is turned into the image's dtype: in uint8 the differences wrap round at 0 and fractions are lost. Turn the
image into floats instead."""


def standardize(image):
    deviation = image.std()
    centred = image - image.mean().astype(image.dtype)
    return (centred / (deviation if deviation > 0 else 1)).astype(np.float32)
