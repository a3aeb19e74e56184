"""np.gradient with the places x is still only near the derivative; take the formula -x g(x)."""


def dgaussian(n):
    return np.gradient(gaussian(n), np.linspace(-3, 3, n))
