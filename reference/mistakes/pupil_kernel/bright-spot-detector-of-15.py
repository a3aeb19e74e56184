"""The spot detector of side 15 answers to small bright spots; pupils are dark, and about twenty pixels wide."""


def pupil_kernel():
    return ddgaussian2d(15)
