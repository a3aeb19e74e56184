"""One expression, with the density of scipy.stats; the kernel is named by assignment."""


from scipy.stats import norm


def _turned(x, y, a):
    return -(x * np.cos(a) - y * np.sin(a)) * norm.pdf(x) * norm.pdf(y)


gabor = lambda n, degrees=0.0: _turned(*np.meshgrid(*[np.linspace(-3, 3, n)] * 2), np.radians(degrees))
