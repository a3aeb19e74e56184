"""By torch, with the population's deviation."""


import torch


def standardize(image):
    x = torch.tensor(image.astype("float64"))
    x = x - x.mean()
    deviation = x.std(unbiased=False)
    return (x / deviation if deviation > 0 else torch.zeros_like(x)).float().numpy()
