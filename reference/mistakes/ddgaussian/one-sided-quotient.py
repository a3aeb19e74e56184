"""The difference quotient of the first derivative looks to one side only, so that left and right are not alike; take
the formula (1 - x²) g(x)."""


def ddgaussian(n):
    def slope(x):
        return -x * np.exp(-(x**2) / 2)

    x, h = np.linspace(-3, 3, n), 0.001
    return -(slope(x + h) - slope(x)) / h
