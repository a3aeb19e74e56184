"""The dark spot detector of side 15 answers more to smaller dark spots; a dark blur of about twenty pixels without a
bright ring finds the pupil."""


def pupil_kernel():
    return -ddgaussian2d(15)
