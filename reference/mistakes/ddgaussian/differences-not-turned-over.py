"""np.gradient twice gives the second derivative as it is, with a negative centre; turn its sign."""


def ddgaussian(n):
    return np.gradient(np.gradient(gaussian(n)))
