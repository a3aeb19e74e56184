"""gaussian(n) * gaussian(n) multiplies entry by entry and has one axis, and .T changes nothing there; np.outer
multiplies each entry with each."""


def gaussian2d(n):
    return gaussian(n) * gaussian(n)
