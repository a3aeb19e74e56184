"""The side of the kernel is 40, an even number; it has to be odd, so that there is an entry in the centre."""


def pupil_kernel():
    return -gaussian2d(40)
