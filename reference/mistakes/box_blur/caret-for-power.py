"""n ^ 2 is no power in Python but an operation on bits; write n ** 2."""


def box_blur(n):
    return np.ones((n, n)) / (n ^ 2)
