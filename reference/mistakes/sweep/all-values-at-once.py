"""make_kernel is never asked for a single value: it gets the whole list, or is itself taken for the kernel. Call it
once for each value."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, k, mode="constant") for k in make_kernel(values)]).astype(np.float32)
