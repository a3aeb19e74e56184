"""Down the rows all values are equal and only across they are a Gaussian; both directions should be gaussian."""


def gaussian2d(n):
    return np.outer(np.ones(n) / n, gaussian(n))
