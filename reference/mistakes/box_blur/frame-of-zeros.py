"""The outermost entries are 0; all entries should be equal."""


def box_blur(n):
    kernel = np.zeros((n, n))
    kernel[1:-1, 1:-1] = 1
    return kernel / max(kernel.sum(), 1)
