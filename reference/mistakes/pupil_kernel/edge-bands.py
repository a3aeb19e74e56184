"""The kernel finds steps from dark to bright; a pupil is a dark spot, about twenty pixels wide."""


def pupil_kernel():
    return edge_bands(21)
