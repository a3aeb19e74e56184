"""The spot detector of side 41 answers to bright spots; pupils are dark, and about twenty pixels wide."""


def pupil_kernel():
    return ddgaussian2d(41)
