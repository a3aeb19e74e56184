"""Two differences to the right-hand neighbour, filled up with zeros at the end, lie one place too far left; the middle
should be in the centre."""


def ddgaussian(n):
    return -np.append(np.diff(gaussian(n), 2), [0, 0])
