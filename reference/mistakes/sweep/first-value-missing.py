"""The first value is left out, because the counting begins at 1; indices begin at 0."""


def sweep(img, make_kernel, values):
    frames = [correlate(img, make_kernel(values[i]), mode="constant") for i in range(1, len(values))]
    return np.stack(frames).astype(np.float32)
