"""The values are rounded to four decimals; give them back as they are."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.round(np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi), 4)
