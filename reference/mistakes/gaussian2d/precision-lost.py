"""The values pass through float16, which has three digits only; compute in float32 or float64."""


def gaussian2d(n):
    g = gaussian(n).astype(np.float16)
    return np.outer(g, g).astype(np.float32)
