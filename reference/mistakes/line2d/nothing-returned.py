"""The kernel is printed and not returned; the function needs a return."""


def line2d(n):
    profile = ddgaussian(n)
    print(np.outer(gaussian(n), profile - profile.mean()))
