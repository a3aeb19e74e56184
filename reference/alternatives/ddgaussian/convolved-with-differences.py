"""The density at two more places, convolved with -1, 2, -1."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    step = x[1] - x[0]
    more = np.concatenate([[-3 - step], x, [3 + step]])
    return np.convolve(np.exp(-(more**2) / 2), [-1, 2, -1], mode="valid")
