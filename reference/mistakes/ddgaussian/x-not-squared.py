"""1 - x stands where 1 - x² belongs, so that left and right are not alike."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (1 - x) * gaussian(n)
