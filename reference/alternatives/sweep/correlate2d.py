"""The correlation of scipy.signal, in double precision."""


def sweep(img, make_kernel, values):
    from scipy.signal import correlate2d

    return np.array([correlate2d(img, make_kernel(v), mode="same") for v in values], dtype="float32")
