"""Each frame is multiplied by its value; the value is for make_kernel only."""


def sweep(img, make_kernel, values):
    return np.stack([v * correlate(img, make_kernel(v), mode="constant") for v in values]).astype(np.float32)
