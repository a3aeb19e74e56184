"""The values are cut or rounded to whole numbers and become 0; give back floats as they are."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return ((1 - x**2) * gaussian(n)).astype(int)
