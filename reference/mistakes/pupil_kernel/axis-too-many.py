"""The kernel has axes for batch and channel in front; two axes, for rows and columns, are asked."""


def pupil_kernel():
    return -gaussian2d(21)[None, None]
