"""For n = 2 a third of the columns is 0 columns, and a slice from -0 on has all of them; flat images do not give 0
then."""


def edge_bands(n):
    third = n // 3
    kernel = np.zeros((n, n))
    kernel[:, :third] = -1
    kernel[:, -third:] = 1
    return kernel
