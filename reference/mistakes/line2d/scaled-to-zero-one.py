"""The kernel is shifted and scaled to lie between 0 and 1, as for display; its entries have to stay around 0."""


def line2d(n):
    profile = ddgaussian(n)
    kernel = np.outer(gaussian(n), profile - profile.mean())
    return (kernel - kernel.min()) / (kernel.max() - kernel.min())
