"""The factor written as (1 - x)(1 + x)."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (1 - x) * (1 + x) * gaussian(n) * 10
