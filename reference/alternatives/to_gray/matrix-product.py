"""A matrix product with a vector of thirds."""


def to_gray(image):
    return (image @ np.array([1.0, 1.0, 1.0]) / 3).astype(np.float32)
