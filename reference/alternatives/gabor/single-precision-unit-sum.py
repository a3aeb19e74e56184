"""In float32, scaled so that the absolute entries sum to 1."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n, dtype=np.float32)
    a = np.float32(np.radians(degrees))
    u = np.cos(a) * x - np.sin(a) * x[:, None]
    kernel = -u * np.exp(-(x**2 + x[:, None] ** 2) / 2)
    return kernel / np.abs(kernel).sum()
