"""The mean is cut to a whole number before it is subtracted; it has a fraction."""


def standardize(image):
    deviation = image.std()
    return ((image.astype(np.float64) - int(image.mean())) / (deviation if deviation > 0 else 1)).astype(np.float32)
