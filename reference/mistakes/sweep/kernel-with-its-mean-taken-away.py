"""The mean of each kernel is taken away; use it as make_kernel gives it."""


def sweep(img, make_kernel, values):
    kernels = [make_kernel(v) for v in values]
    return np.stack([correlate(img, k - k.mean(), mode="constant") for k in kernels]).astype(np.float32)
