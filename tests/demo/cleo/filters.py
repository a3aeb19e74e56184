def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-x * x / 2) / (2 * np.pi) ** 0.5
