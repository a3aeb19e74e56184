"""The loop gives back its first value and ends; collect all n values first."""


def gaussian(n):
    for x in np.linspace(-3, 3, n):
        return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
