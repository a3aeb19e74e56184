"""The filtered picture is returned; the kernel itself is asked."""


def pupil_kernel():
    from skimage.data import chelsea

    gray = chelsea()[-256:, 100:356].mean(axis=2)
    return correlate((gray - gray.mean()) / gray.std(), -gaussian2d(21), mode="constant")
