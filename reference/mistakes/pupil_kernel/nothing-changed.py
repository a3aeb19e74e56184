"""The identity leaves the picture as it is, so its brightest pixel wins; pupils are dark."""


def pupil_kernel():
    return identity(21)
