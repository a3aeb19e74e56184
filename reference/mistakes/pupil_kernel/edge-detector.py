"""The kernel finds edges; a pupil is a dark spot, about twenty pixels wide."""


def pupil_kernel():
    return gabor(21)
