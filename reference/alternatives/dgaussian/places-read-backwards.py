"""The places from 3 down to -3 take the place of the minus."""


def dgaussian(n):
    x = np.linspace(3, -3, n)
    return x * gaussian(n) * 100
