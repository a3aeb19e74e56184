"""np.diff has one value less than its samples; take the formula -x g(x), which has n values."""


def dgaussian(n):
    return np.diff(gaussian(n))
