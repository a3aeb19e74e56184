"""1 - |x| stands where 1 - x² belongs, and the density is missing; the flanks do not fade."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return 1 - np.abs(x)
