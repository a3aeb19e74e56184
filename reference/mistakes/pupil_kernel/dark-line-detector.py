"""The kernel finds dark vertical lines; a pupil is a dark spot, about twenty pixels wide."""


def pupil_kernel():
    return -line2d(21)
