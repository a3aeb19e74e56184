"""`n` is taken for the distance from the centre to the border, and the side becomes 2 * n + 1; `n` is the side
itself."""


def box_blur(n):
    side = 2 * n + 1
    return np.full((side, side), 1 / side**2)
