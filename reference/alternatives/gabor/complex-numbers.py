"""Places are complex numbers, turned by a product."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    z = x[None, :] - 1j * x[:, None]
    turned = z * np.exp(-1j * np.pi * degrees / 180)
    return -turned.real * np.exp(-np.abs(turned) ** 2 / 2)
