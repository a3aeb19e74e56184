"""The sum is divided by n - 1 before it is subtracted; the mean of n entries is their sum divided by n."""


def line2d(n):
    profile = ddgaussian(n)
    return np.outer(gaussian(n), profile - profile.sum() / (n - 1))
