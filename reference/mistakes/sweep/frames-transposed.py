"""Each frame is transposed; rows have to stay rows."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v), mode="constant").T for v in values]).astype(np.float32)
