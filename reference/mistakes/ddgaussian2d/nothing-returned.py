"""The kernel is printed and not returned; the function needs a return."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    print(spot - spot.mean())
