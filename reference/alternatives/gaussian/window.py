"""scipy's window with the deviation counted in samples."""


def gaussian(n):
    from scipy.signal.windows import gaussian as window

    return window(n, (n - 1) / 6) / np.sqrt(2 * np.pi)
