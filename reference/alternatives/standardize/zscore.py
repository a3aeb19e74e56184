"""scipy.stats.zscore, except for constants."""


from scipy.stats import zscore


def standardize(image):
    if image.min() == image.max():
        return np.zeros(image.shape, dtype=np.float32)
    return zscore(image.astype(np.float64), axis=None).astype(np.float32)
