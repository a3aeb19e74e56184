"""The general formula with mean and deviation."""


def normal(x, mean, deviation):
    return np.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * np.sqrt(2 * np.pi))


def gaussian(n):
    return normal(np.linspace(-3, 3, n), mean=0, deviation=1)
