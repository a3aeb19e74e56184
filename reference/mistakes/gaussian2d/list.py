"""The kernel is a list of lists; asked is a NumPy array."""


def gaussian2d(n):
    return [[a * b for b in gaussian(n).tolist()] for a in gaussian(n).tolist()]
