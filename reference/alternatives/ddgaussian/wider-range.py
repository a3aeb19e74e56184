"""Places from -4 to 4 cross zero at 0.75 of the asked scale, which is allowed."""


def ddgaussian(n):
    x = np.linspace(-4, 4, n)
    return (1 - x**2) * np.exp(-(x**2) / 2)
