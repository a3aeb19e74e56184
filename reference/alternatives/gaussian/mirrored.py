"""One half computed, the other half mirrored."""


def gaussian(n):
    x = np.linspace(-3, 3, n)[: (n + 1) // 2]
    left = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return np.concatenate([left, left[: n // 2][::-1]])
