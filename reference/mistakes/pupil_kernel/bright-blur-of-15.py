"""The blur of side 15 is positive, so it answers to the brightest place; pupils are dark, which is negative after
standardize. Turn the sign over."""


def pupil_kernel():
    return gaussian2d(15)
