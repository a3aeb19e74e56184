"""The kernel is a torch tensor; asked is a NumPy array."""


def edge_bands(n):
    import torch

    return torch.linspace(-1, 1, n).sign().repeat(n, 1)
