"""The last value is left out; there should be one frame for each value."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v), mode="constant") for v in values[:-1]]).astype(np.float32)
