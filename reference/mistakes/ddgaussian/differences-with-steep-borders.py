"""np.gradient with edge_order=2, used twice, goes astray at the ends if the samples are few, so that the flanks do not
fade; take the formula (1 - x²) g(x)."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return -np.gradient(np.gradient(gaussian(n), x, edge_order=2), x, edge_order=2)
