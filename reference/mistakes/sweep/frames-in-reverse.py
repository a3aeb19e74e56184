"""The frames come in reverse order; frame i belongs to values[i]."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v), mode="constant") for v in values[::-1]]).astype(np.float32)
