"""The density is derived three times, which is odd; derive it twice."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (3 * x - x**3) * gaussian(n)
