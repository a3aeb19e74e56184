"""@ sums the products up to one number; * multiplies entry by entry."""


def dgaussian(n):
    return -np.linspace(-3, 3, n) @ gaussian(n)
