"""A constant image has the deviation 0, and 0 / 0 is NaN (NumPy raises no error): look at the deviation before you
divide, and return zeros if it is 0."""


def standardize(image):
    return ((image - image.mean()) / image.std()).astype(np.float32)
