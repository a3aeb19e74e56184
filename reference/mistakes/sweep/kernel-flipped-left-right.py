"""The kernel is flipped from left to right; cross-correlation does not flip it."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v)[:, ::-1], mode="constant") for v in values]).astype(np.float32)
