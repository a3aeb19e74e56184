"""An outer product of two means."""


def box_blur(n):
    mean = np.ones(n) / n
    return np.outer(mean, mean)
