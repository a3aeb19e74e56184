"""The other profile of the tutorial, in nested loops."""


def line2d(n):
    profile = [-2 * (2 * x * x - 1) * np.exp(-x * x / 2) for x in np.linspace(-3, 3, n)]
    mean = sum(profile) / n
    return np.array([[g * (p - mean) for p in profile] for g in gaussian(n)])
