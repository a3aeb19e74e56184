"""1 / n² is added everywhere, as in a blur, so that flat images give a response; let every row sum to 0."""


def edge_bands(n):
    return np.tile(np.sign(np.linspace(-1, 1, n)), (n, 1)) + box_blur(n)
