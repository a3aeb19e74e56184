"""The image is subtracted from its mean, which turns dark and bright over; subtract the mean from the image."""


def standardize(image):
    deviation = image.std()
    return ((image.mean() - image) / (deviation if deviation > 0 else 1)).astype(np.float32)
