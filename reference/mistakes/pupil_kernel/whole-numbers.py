"""The kernel holds whole numbers of type int; floats are asked."""


def pupil_kernel():
    return -np.ones((21, 21), int)
