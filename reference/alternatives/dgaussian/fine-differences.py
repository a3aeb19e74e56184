"""np.gradient on a grid two hundred times as fine, of which only the places are kept."""


def dgaussian(n):
    fine = np.linspace(-3.3, 3.3, (n - 1) * 220 + 1)
    slope = np.gradient(np.exp(-(fine**2) / 2), fine)
    return np.interp(np.linspace(-3, 3, n), fine, slope)
