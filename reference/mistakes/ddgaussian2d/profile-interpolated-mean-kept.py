"""The profile is looked up at each distance, but the mean is not taken away; all entries have to sum to 0."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    return np.interp(np.hypot(x[:, None], x[None, :]), x, ddgaussian(n))
