"""scipy's window counts its places in samples and has the peak 1; asked is the density at np.linspace(-3, 3, n)."""


def gaussian(n):
    from scipy.signal.windows import gaussian as window

    return window(n, 1)
