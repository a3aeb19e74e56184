"""A dark box of 15 x 15 pixels."""


def pupil_kernel():
    return -np.ones((15, 15)) / 225
