"""A point, blurred by SciPy, with the sign turned over."""


def pupil_kernel():
    from scipy.ndimage import gaussian_filter

    return -gaussian_filter(identity(31), 4)
