"""The two factors are added before the mean is taken away; each entry is a product of one entry of gaussian and one of
ddgaussian."""


def line2d(n):
    kernel = gaussian(n)[:, None] + ddgaussian(n)[None, :]
    return kernel - kernel.mean()
