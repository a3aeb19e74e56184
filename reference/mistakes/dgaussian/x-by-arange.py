"""x comes from np.arange and ends before 3, while the density is taken at both ends; use np.linspace(-3, 3, n) for
both."""


def dgaussian(n):
    x = np.arange(n) * 6 / n - 3
    return -x * gaussian(n)
