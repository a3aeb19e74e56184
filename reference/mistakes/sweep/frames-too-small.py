"""There is no padding, so that frames are smaller than the image; they should be of the same size."""


def sweep(img, make_kernel, values):
    from scipy.signal import correlate2d

    return np.stack([correlate2d(img, make_kernel(v), mode="valid") for v in values]).astype(np.float32)
