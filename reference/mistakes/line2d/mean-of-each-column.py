"""The mean of each column is taken away (or that of gaussian, which is the same), so that a vertical line gives 0;
take away the mean of ddgaussian, or of all entries."""


def line2d(n):
    kernel = np.outer(gaussian(n), ddgaussian(n))
    return kernel - kernel.mean(axis=0)
