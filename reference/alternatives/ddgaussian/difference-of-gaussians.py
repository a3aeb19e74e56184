"""A narrow Gaussian minus a wide one."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    narrow, wide = (np.exp(-((x / s) ** 2) / 2) / s for s in (0.8, 1.0))
    return narrow - wide
