"""Entries outside the inscribed circle are set to 0; at 0 degrees the kernel is the full outer product, with its
corners."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return np.where(x[None, :] ** 2 + x[:, None] ** 2 <= 9, -across * gaussian2d(n), 0)
