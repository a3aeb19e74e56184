"""np.gradient of dgaussian gives the second derivative as it is, with a negative centre; turn its sign."""


def ddgaussian(n):
    return np.gradient(dgaussian(n))
