"""The density at the distance from the centre, scaled down to its height in two dimensions."""


def gaussian2d(n):
    rows, columns = np.mgrid[-3 : 3 : n * 1j, -3 : 3 : n * 1j]
    distance = np.sqrt(rows**2 + columns**2)
    return np.exp(-(distance**2) / 2) / np.sqrt(2 * np.pi) * 0.3989422804014327
