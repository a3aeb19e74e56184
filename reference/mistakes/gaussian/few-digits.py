"""The values agree with the density in their first digits only, as when π or 1 / sqrt(2π) is typed in by hand; take
np.pi and np.exp, and do not round."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return 0.39894 * np.exp(-(x**2) / 2)
