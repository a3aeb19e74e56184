"""The left half computed, the right half opposite to it."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    result = np.zeros(n)
    for i in range(n // 2):
        result[i] = -x[i] * np.exp(-(x[i] ** 2) / 2)
        result[-1 - i] = -result[i]
    return result
