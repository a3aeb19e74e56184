"""The pupil itself, cut out of the standardized picture."""


def pupil_kernel():
    from skimage.data import chelsea

    gray = chelsea()[-256:, 100:356].mean(axis=2)
    cat = (gray - gray.mean()) / gray.std()
    return cat[92 - 20 : 92 + 21, 213 - 20 : 213 + 21]
