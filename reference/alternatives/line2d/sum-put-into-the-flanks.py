"""The negative flanks are scaled until the profile sums to 0."""


def line2d(n):
    p = ddgaussian(n)
    p = np.where(p < 0, p * (p[p > 0].sum() / -p[p < 0].sum()), p)
    return gaussian(n).reshape(n, 1) * p
