"""Made by torch and returned as an array."""


def line2d(n):
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64)
    g = torch.exp(-0.5 * x.square())
    p = (1 - x.square()) * g
    return torch.outer(g, p - p.mean()).numpy()
