"""The image itself is put before the frames; there should be one frame for each value and no other."""


def sweep(img, make_kernel, values):
    return np.stack([img, *[correlate(img, make_kernel(v), mode="constant") for v in values]]).astype(np.float32)
