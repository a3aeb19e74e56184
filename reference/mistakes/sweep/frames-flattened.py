"""Each frame is flattened into one row; it should keep its rows and columns."""


def sweep(img, make_kernel, values):
    frames = np.stack([correlate(img, make_kernel(v), mode="constant") for v in values])
    return frames.reshape(len(values), -1).astype(np.float32)
