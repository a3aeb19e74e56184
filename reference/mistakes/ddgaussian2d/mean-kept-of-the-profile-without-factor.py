"""The distance is put into (1 - r²) exp(-r² / 2), but the mean is not taken away; all entries have to sum to 0."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    r = np.hypot(x[:, None], x[None, :])
    return (1 - r**2) * np.exp(-(r**2) / 2)
