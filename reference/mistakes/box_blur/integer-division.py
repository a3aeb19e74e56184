"""1 / n² is cut to a whole number, by // or by an array of whole numbers, and becomes 0; use / and floats."""


def box_blur(n):
    return np.ones((n, n)) * (1 // n**2)
