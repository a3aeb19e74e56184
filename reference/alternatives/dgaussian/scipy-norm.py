"""With scipy's density, in float32."""


def dgaussian(n):
    from scipy.stats import norm

    x = np.linspace(-3, 3, n)
    return (-x * norm.pdf(x)).astype(np.float32)
