"""Divides in any case, and turns NaN into 0."""


def standardize(image):
    x = image.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (x - x.mean()) / x.std()
    return np.nan_to_num(z, nan=0.0, posinf=0.0, neginf=0.0).astype(np.float32)
