"""The values are stretched to the range from 0 to 1; the flanks should stay negative."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    d = (1 - x**2) * gaussian(n)
    return (d - d.min()) / np.ptp(d)
