"""The side of the kernel is even; it has to be odd, so that there is an entry in the centre."""


def pupil_kernel():
    return -gaussian2d(20)
