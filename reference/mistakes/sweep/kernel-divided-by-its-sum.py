"""Each kernel is divided by the sum of its absolute entries; use it as make_kernel gives it."""


def sweep(img, make_kernel, values):
    kernels = [make_kernel(v) for v in values]
    return np.stack([correlate(img, k / np.abs(k).sum(), mode="constant") for k in kernels]).astype(np.float32)
