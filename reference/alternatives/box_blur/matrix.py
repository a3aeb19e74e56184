"""numpy.matrix is an array, too."""


def box_blur(n):
    return np.asmatrix(np.ones((n, n))) / n**2
