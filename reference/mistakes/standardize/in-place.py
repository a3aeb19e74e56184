"""The image itself is changed (-=, /=), which fails for whole numbers and changes the caller's picture; make a new
array."""


def standardize(image):
    image -= image.mean()
    deviation = image.std()
    if deviation > 0:
        image /= deviation
    return image.astype(np.float32)
