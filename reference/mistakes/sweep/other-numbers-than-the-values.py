"""make_kernel is asked for numbers that are none of the values, such as their indices or their radians; it should be
asked for each value as it is."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(i), mode="constant") for i in range(len(values))]).astype(np.float32)
