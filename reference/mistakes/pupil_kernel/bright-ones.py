"""A square of ones answers to the brightest place; pupils are dark, which is negative after standardize. Turn the sign
over."""


def pupil_kernel():
    return np.ones((21, 21))
