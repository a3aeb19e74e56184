"""Negative values are made positive; the plain result is asked."""


def sweep(img, make_kernel, values):
    return np.abs(np.stack([correlate(img, make_kernel(v), mode="constant") for v in values])).astype(np.float32)
