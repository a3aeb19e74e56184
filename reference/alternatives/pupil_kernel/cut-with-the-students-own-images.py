"""The pupil, cut out of what the neighbouring module makes."""


def pupil_kernel():
    from skimage.data import chelsea

    from .images import crop, standardize, to_gray

    cat = standardize(crop(to_gray(chelsea())))
    return cat[72 - 12 : 72 + 13, 72 - 12 : 72 + 13].astype(float)
