"""Even sides are made odd; the shape should be (n, n) for every n."""


def box_blur(n):
    side = n // 2 * 2 + 1
    return np.full((side, side), 1 / side**2)
