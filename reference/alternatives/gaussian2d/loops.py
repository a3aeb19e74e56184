"""Entry by entry, into a nested list first."""


def gaussian2d(n):
    import math

    def density(i):
        x = -3 + 6 * i / (n - 1)
        return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)

    return np.array([[density(i) * density(j) for j in range(n)] for i in range(n)])
