"""Made by torch and handed over."""


def edge_bands(n):
    import torch

    return torch.sign(2.0 * torch.arange(n) - (n - 1)).repeat(n, 1).numpy()
