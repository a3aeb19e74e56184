"""np.gradient of the exact first derivative."""


def ddgaussian(n):
    return -np.gradient(dgaussian(n))
