"""The mean is not taken away, so that the entries do not sum to 0; the kernel ends at 3, where the Laplacian of the
Gaussian is not yet 0."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    return (2 - squared) * np.exp(-squared / 2)
