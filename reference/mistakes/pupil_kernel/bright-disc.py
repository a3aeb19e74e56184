"""The disc is positive, so it answers to the brightest place; pupils are dark, which is negative after standardize.
Turn the sign over."""


def pupil_kernel():
    y, x = np.mgrid[-10:11, -10:11]
    return (x**2 + y**2 <= 100).astype(float)
