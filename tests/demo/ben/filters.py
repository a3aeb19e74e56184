def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-x**2 / 2)
