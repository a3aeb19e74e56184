"""np.gradient of the density, twice."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return -np.gradient(np.gradient(gaussian(n), x), x)
