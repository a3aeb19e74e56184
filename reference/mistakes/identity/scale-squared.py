"""The factor `scale` comes in twice, so that the centre is its square; it should be `scale`."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel * scale
