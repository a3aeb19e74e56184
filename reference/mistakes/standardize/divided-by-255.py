"""The image is divided by 255; asked are mean 0 and standard deviation 1."""


def standardize(image):
    return (image / 255).astype(np.float32)
