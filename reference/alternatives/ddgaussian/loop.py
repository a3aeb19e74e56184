"""One value after the other, scaled to a centre of 1."""


def ddgaussian(n):
    import math

    values = []
    for i in range(n):
        x = -3 + 6 * i / (n - 1)
        values.append((1 - x * x) * math.exp(-x * x / 2))
    return np.array(values)
