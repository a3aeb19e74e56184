"""All entries are the same place in memory."""


def box_blur(n):
    return np.broadcast_to(np.float64(1 / n**2), (n, n))
