"""np.diff loses one value each time, so that n - 2 are left, and the centre is negative; the shape should be (n,), and
the sign turned."""


def ddgaussian(n):
    return np.diff(gaussian(n), 2)
