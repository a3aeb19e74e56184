"""The frames keep an axis of length 1 for the channel; the shape should be (number of values, rows, columns)."""


def sweep(img, make_kernel, values):
    frames = [correlate(img, make_kernel(v), mode="constant") for v in values]
    return np.stack(frames)[:, None].astype(np.float32)
