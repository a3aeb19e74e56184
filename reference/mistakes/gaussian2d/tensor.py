"""The kernel is a torch tensor; asked is a NumPy array."""


def gaussian2d(n):
    import torch

    g = torch.from_numpy(gaussian(n))
    return torch.outer(g, g)
