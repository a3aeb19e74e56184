"""An even side is made odd, so that the kernel is one entry larger than asked; n rows and n columns are asked for even
n too."""


def line2d(n):
    side = 2 * (n // 2) + 1
    profile = ddgaussian(side)
    return np.outer(gaussian(side), profile - profile.mean())
