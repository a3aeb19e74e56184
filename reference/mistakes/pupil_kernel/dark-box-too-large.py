"""The dark box of side 41 covers more than the pupil, so that its strongest response is off the pupil; the pupil is
about twenty pixels wide."""


def pupil_kernel():
    return -box_blur(41)
