"""A column convolved with a row, by scipy."""


def gaussian2d(n):
    from scipy.signal import convolve2d

    g = gaussian(n)
    return convolve2d(g[:, None], g[None, :])
