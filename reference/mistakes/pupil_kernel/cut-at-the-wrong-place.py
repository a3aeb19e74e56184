"""The kernel is cut out at row 213 and column 92; the pupil is in row 92 and column 213."""


def pupil_kernel():
    from skimage.data import chelsea

    gray = chelsea()[-256:, 100:356].mean(axis=2)
    cat = (gray - gray.mean()) / gray.std()
    return cat[213 - 10 : 213 + 11, 92 - 10 : 92 + 11]
