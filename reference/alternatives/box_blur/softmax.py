"""The softmax of equal numbers."""


def box_blur(n):
    from scipy.special import softmax

    return softmax(np.zeros((n, n)))
