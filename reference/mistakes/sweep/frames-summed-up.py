"""Each frame is added to the ones before; it should stand for itself."""


def sweep(img, make_kernel, values):
    frames = [correlate(img, make_kernel(v), mode="constant") for v in values]
    return np.cumsum(frames, axis=0).astype(np.float32)
