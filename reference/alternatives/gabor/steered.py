"""A sum of the detectors of vertical and horizontal edges, weighted by cosine and sine."""


def gabor(n, degrees=0.0):
    upright, level = np.outer(gaussian(n), dgaussian(n)), np.outer(dgaussian(n), gaussian(n))
    return np.cos(np.deg2rad(degrees)) * upright - np.sin(np.deg2rad(degrees)) * level
