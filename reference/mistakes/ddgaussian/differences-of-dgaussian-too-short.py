"""np.diff has one value less than its samples; the shape should be (n,)."""


def ddgaussian(n):
    return -np.diff(dgaussian(n))
