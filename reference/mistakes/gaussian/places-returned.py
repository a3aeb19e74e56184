"""The places x are given back; asked is the density at them."""


def gaussian(n):
    return np.linspace(-3, 3, n)
