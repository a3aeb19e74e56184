"""The values are stretched to the range from 0 to 1; left positive and right negative, they should stay around 0."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    derivative = -x * gaussian(n)
    return (derivative - derivative.min()) / np.ptp(derivative)
