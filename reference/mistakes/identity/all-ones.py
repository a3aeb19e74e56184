"""All entries are `scale`, so that all pixels are added up; only the centre should be `scale`, and the rest 0."""


def identity(n, scale=1.0):
    return np.ones((n, n)) * scale
