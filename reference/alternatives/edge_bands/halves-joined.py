"""Both halves and a middle joined, in float32."""


def edge_bands(n):
    half = np.ones((n, n // 2), dtype=np.float32)
    return np.hstack([-half, np.zeros((n, n % 2), dtype=np.float32), half])
