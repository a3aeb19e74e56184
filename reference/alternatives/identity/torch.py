"""Made by torch and handed over."""


def identity(n, scale=1.0):
    import torch

    kernel = torch.zeros(n, n, dtype=torch.float64)
    kernel[n // 2][n // 2] = scale
    return kernel.numpy()
