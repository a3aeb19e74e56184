"""A convolution with the kernel turned over beforehand."""


def sweep(img, make_kernel, values):
    from scipy.ndimage import convolve

    frames = np.empty((len(values),) + img.shape, dtype=np.float32)
    for i, value in enumerate(values):
        frames[i] = convolve(img, make_kernel(value)[::-1, ::-1], mode="constant", cval=0.0)
    return frames
