"""The factor 1 / (2π) comes in twice; in two dimensions it is 1 / (2π) once."""


def gaussian2d(n):
    return np.outer(gaussian(n), gaussian(n)) / (2 * np.pi)
