"""The deviation by the mean of squared distances; where decides about constants."""


def standardize(image):
    x = image.astype(np.float64)
    distance = x - np.mean(x)
    sigma = np.sqrt(np.mean(distance**2))
    return np.divide(distance, sigma, out=np.zeros_like(distance), where=sigma > 0).astype(np.float32)
