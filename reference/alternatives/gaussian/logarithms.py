"""Sums of logarithms, turned back at the end."""


def gaussian(n):
    x = np.linspace(3, -3, num=n)
    return np.exp(-0.5 * (np.square(x) + np.log(2 * np.pi)))
