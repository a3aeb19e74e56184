"""scipy's own unit impulse."""


def identity(n, scale=1.0):
    from scipy.signal import unit_impulse

    return unit_impulse((n, n), "mid") * scale
