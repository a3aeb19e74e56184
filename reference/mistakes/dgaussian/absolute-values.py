"""All values are positive, as after np.abs; right of the centre the derivative is negative."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return np.abs(-x * gaussian(n))
