"""One value after the other, by the math module."""


def dgaussian(n):
    import math

    result = []
    for i in range(n):
        x = -3 + i * 6 / (n - 1)
        result.append(-x * math.exp(-x * x / 2) / math.sqrt(2 * math.pi))
    return np.array(result)
