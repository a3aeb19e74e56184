"""np.outer multiplies every 1 - x² with every value of the density; multiply them entry by entry."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return np.outer(1 - x**2, gaussian(n))
