"""The weights fall from the centre to the border, as in a Gaussian blur; a box blur has equal ones."""


def box_blur(n):
    kernel = gaussian2d(n)
    return kernel / kernel.sum()
