"""The blur is positive, so it answers to the brightest place; pupils are dark, which is negative after standardize.
Turn the sign over."""


def pupil_kernel():
    return gaussian2d(21)
