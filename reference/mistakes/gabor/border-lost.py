"""The turned kernel loses entries at its border, because cosine and sine of a quarter turn are off by a rounding error
and the places fall just outside; quarter turns should be exact."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import affine_transform

    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    centre = np.full(2, (n - 1) / 2)
    return affine_transform(np.outer(gaussian(n), dgaussian(n)), turn, centre - turn @ centre)
