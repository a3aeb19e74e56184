"""The values are sorted; the frames should come in the order of the values as given."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(v), mode="constant") for v in sorted(values)]).astype(np.float32)
