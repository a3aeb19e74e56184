"""The image is divided first, and then the mean of the undivided image is subtracted: brackets are missing in (image -
mean) / deviation."""


def standardize(image):
    deviation = image.std()
    if deviation == 0:
        return np.zeros(image.shape, np.float32)
    return (image / deviation - image.mean()).astype(np.float32)
