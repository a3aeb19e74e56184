"""The whole diagonal is 1, as in the unit matrix of algebra; only the centre should differ from 0, and be `scale`."""


def identity(n, scale=1.0):
    return np.eye(n)
