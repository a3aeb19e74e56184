"""3.14 stands for π; take np.pi, which has all digits."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * 3.14)
