"""0.3989 stands for 1 / sqrt(2π), which has more digits; compute it with np.pi."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return 0.3989 * np.exp(-(x**2) / 2)
