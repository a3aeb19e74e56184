"""The differences of the right and the left neighbour exist for n - 2 places only; take the formula -x g(x), which has
n values."""


def dgaussian(n):
    g = gaussian(n)
    return (g[2:] - g[:-2]) / 2
