"""A generator is returned instead of the frames; stack them into one array."""


def sweep(img, make_kernel, values):
    return (correlate(img, make_kernel(v), mode="constant").astype(np.float32) for v in values)
