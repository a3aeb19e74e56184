"""A dark Gaussian of the largest side."""


def pupil_kernel():
    return -gaussian2d(41)
