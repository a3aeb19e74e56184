"""The kernel is computed and not returned; the function needs a return."""


def pupil_kernel():
    kernel = -gaussian2d(21)
    print(kernel.shape)
