"""One value after the other, by the math module."""


def gaussian(n):
    import math

    values = []
    for i in range(n):
        x = -3 + 6 * i / (n - 1)
        values.append(math.exp(-x * x / 2) / math.sqrt(2 * math.pi))
    return np.array(values)
