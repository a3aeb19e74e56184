"""The imaginary part of the density a tiny step off the real line."""


def dgaussian(n):
    x = np.linspace(-3, 3, n) + 1e-20j
    return np.exp(-(x**2) / 2).imag / 1e-20
