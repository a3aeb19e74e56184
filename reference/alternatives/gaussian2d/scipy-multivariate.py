"""scipy's own density in two dimensions."""


def gaussian2d(n):
    from scipy.stats import multivariate_normal

    grid = np.stack(np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n), indexing="ij"), axis=-1)
    return multivariate_normal([0, 0], np.eye(2)).pdf(grid)
