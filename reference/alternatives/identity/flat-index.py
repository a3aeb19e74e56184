"""The middle entry of a flat array, in float32."""


def identity(n, scale=1.0):
    kernel = np.zeros(n * n, dtype=np.float32)
    kernel[n * n // 2] = scale
    return kernel.reshape(n, n)
