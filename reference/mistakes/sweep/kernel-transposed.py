"""The kernel is transposed; its rows belong to the rows of the image."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v).T, mode="constant") for v in values]).astype(np.float32)
