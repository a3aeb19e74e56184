"""The entries are divided by n² - 1, as if one pixel did not count; all n² do."""


def box_blur(n):
    return np.full((n, n), 1 / max(n**2 - 1, 1))
