"""One weight for each pixel, each with an equal share."""


def box_blur(n):
    shares = [1 / n / n] * (n * n)
    return np.array(shares).reshape((n, n), order="F")
