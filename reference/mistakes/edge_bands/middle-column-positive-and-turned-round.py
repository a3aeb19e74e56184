"""The bands are on the wrong sides, and for odd n the middle column belongs to one of them; put -1 left, 1 right, and 0
in the middle."""


def edge_bands(n):
    kernel = np.ones((n, n))
    kernel[:, n // 2 :] = -1
    return kernel
