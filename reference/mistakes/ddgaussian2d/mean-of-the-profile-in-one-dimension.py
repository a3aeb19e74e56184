"""The mean of the n values of ddgaussian is taken away; it has to be the mean of all n x n entries."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    r = np.hypot(x[:, None], x[None, :])
    return (1 - r**2) * np.exp(-(r**2) / 2) / np.sqrt(2 * np.pi) - ddgaussian(n).mean()
