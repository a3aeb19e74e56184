"""The result has the image's dtype on its way, so that fractions and signs of whole numbers are lost; keep floats."""


def standardize(image):
    deviation = image.std()
    return ((image - image.mean()) / (deviation if deviation > 0 else 1)).astype(image.dtype).astype(np.float32)
