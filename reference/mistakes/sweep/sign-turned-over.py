"""The sign of every frame is turned over; it should be the plain sum of products."""


def sweep(img, make_kernel, values):
    return -np.stack([correlate(img, make_kernel(v), mode="constant") for v in values]).astype(np.float32)
