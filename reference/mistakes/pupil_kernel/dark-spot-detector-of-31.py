"""The dark spot detector of side 31 answers more to other dark spots, which are darker than what is around them; a
dark blur without a bright ring finds the pupil."""


def pupil_kernel():
    return -ddgaussian2d(31)
