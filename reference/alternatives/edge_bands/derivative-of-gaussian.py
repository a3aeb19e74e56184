"""The derivative of the Gaussian across, the Gaussian down."""


def edge_bands(n):
    x = np.linspace(-3, 3, n)
    return np.outer(gaussian(n), x * gaussian(n))
