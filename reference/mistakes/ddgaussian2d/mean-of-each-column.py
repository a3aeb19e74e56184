"""The mean of each column is taken away from it, which is not round; the mean of all entries has to go."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    return spot - spot.mean(axis=0)
