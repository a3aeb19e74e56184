"""Rotated with room to grow, then cut to size around the centre."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    # Made larger by the factor of two first, so that the cut never meets the empty corners.
    x = np.linspace(-6, 6, 2 * n - 1) if n % 2 else (np.arange(2 * n) - n + 0.5) * 6 / (n - 1)
    wide = np.outer(np.exp(-(x**2) / 2), -x * np.exp(-(x**2) / 2))
    turned = rotate(wide, degrees, reshape=False)
    margin = (len(x) - n) // 2
    return turned[margin : margin + n, margin : margin + n]
