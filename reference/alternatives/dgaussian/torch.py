"""By torch in float32."""


def dgaussian(n):
    import torch

    x = torch.linspace(-3, 3, n)
    return (-x * torch.exp(-(x**2) / 2)).numpy()
