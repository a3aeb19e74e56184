"""By torch, handed over as NumPy."""


def gaussian2d(n):
    import torch

    g = torch.exp(-(torch.linspace(-3, 3, n, dtype=torch.float64) ** 2) / 2) / (2 * torch.pi) ** 0.5
    return torch.outer(g, g).numpy()
