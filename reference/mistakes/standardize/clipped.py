"""Values below 0 or above 1 are cut off; mean 0 and deviation 1 need values on both sides of 0."""


def standardize(image):
    deviation = image.std()
    return np.clip((image - image.mean()) / (deviation if deviation > 0 else 1), 0, 1).astype(np.float32)
