"""The result is a torch tensor; asked is a NumPy array."""

import torch


def standardize(image):
    exact = torch.from_numpy(image.astype(np.float64))
    deviation = exact.std(unbiased=False)
    return ((exact - exact.mean()) / (deviation if deviation > 0 else 1)).float()
