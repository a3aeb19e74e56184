"""The result is a torch tensor; asked is a NumPy array."""


def ddgaussian(n):
    import torch

    x = torch.linspace(-3, 3, n)
    return (1 - x**2) * torch.exp(-(x**2) / 2)
