"""The frames are joined below each other into one large image; stack them on a new first axis."""


def sweep(img, make_kernel, values):
    return np.concatenate([correlate(img, make_kernel(v), mode="constant") for v in values]).astype(np.float32)
