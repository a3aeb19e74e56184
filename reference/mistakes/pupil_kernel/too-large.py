"""The side of the kernel is 51; it may be 41 at most."""


def pupil_kernel():
    return -gaussian2d(51)
