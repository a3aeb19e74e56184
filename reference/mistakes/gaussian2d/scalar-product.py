"""@ sums the products of two rows of numbers up to one number; np.outer keeps them all."""


def gaussian2d(n):
    return gaussian(n) @ gaussian(n)
