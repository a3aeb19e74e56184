"""The kernel is a torch tensor; asked is a NumPy array."""


def identity(n, scale=1.0):
    import torch

    kernel = torch.zeros(n, n)
    kernel[n // 2, n // 2] = scale
    return kernel
