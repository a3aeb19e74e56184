"""The density is multiplied by the sign of -x only, so that it jumps in the middle; multiply by -x itself."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return -np.sign(x) * gaussian(n)
