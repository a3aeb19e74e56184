"""The entries outside a circle are set to 0; the product belongs into the corners, too."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n)
    kernel = np.outer(gaussian(n), gaussian(n))
    kernel[np.hypot(x[:, None], x[None, :]) > 3] = 0
    return kernel
