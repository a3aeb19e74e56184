"""`n` is taken for the distance from the centre to the border, and the side becomes 2 * n + 1; `n` is the side
itself."""


def gaussian2d(n):
    return np.outer(gaussian(2 * n + 1), gaussian(2 * n + 1))
