"""The kernel is flipped from top to bottom; cross-correlation does not flip it."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v)[::-1], mode="constant") for v in values]).astype(np.float32)
