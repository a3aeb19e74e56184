"""Negative values are set to 0; the plain result is asked."""


def sweep(img, make_kernel, values):
    frames = np.stack([correlate(img, make_kernel(v), mode="constant") for v in values])
    return np.maximum(frames, 0).astype(np.float32)
