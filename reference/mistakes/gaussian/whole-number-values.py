"""The values are turned into whole numbers and become 0; give back floats."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return (np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)).astype(int)
