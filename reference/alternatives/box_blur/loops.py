"""Entry by entry, into an empty array of float32."""


def box_blur(n):
    kernel = np.empty((n, n), dtype=np.float32)
    for i in range(n):
        for j in range(n):
            kernel[i, j] = 1.0 / (n * n)
    return kernel
