"""np.gradient with the places x is only near the derivative, and it was given the wrong sign besides; take -x g(x)."""


def dgaussian(n):
    return -np.gradient(gaussian(n), np.linspace(-3, 3, n))
