"""Each entry is looked up at its turned place, by linear interpolation."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import map_coordinates

    half, a = (n - 1) / 2, np.radians(degrees)
    row, column = np.mgrid[:n, :n] - half
    places = [np.cos(a) * row + np.sin(a) * column + half, np.cos(a) * column - np.sin(a) * row + half]
    return map_coordinates(np.outer(gaussian(n), dgaussian(n)), places, order=1, mode="nearest")
