"""The kernel is a torch tensor; asked is a NumPy array."""


def shifted_identity(n, dy, dx):
    import torch

    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = torch.zeros(n, n)
    kernel[half + dy, half + dx] = 1
    return kernel
