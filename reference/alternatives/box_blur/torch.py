"""Made by torch and handed over, in float32."""


def box_blur(n):
    import torch

    return torch.full((n, n), 1 / n**2).numpy()
