"""The other profile of the tutorial, in nested loops."""


def ddgaussian2d(n):
    kernel = np.zeros((n, n))
    for i, y in enumerate(np.linspace(-3, 3, n)):
        for j, x in enumerate(np.linspace(-3, 3, n)):
            r2 = x**2 + y**2
            kernel[i, j] = -2 * (2 * r2 - 1) * np.exp(-r2 / 2)
    return kernel - np.sum(kernel) / n**2
