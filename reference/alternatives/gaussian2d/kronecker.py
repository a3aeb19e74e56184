"""The Kronecker product, folded into rows."""


def gaussian2d(n):
    return np.kron(gaussian(n), gaussian(n)).reshape(n, n)
