"""Made by torch and handed over."""


def shifted_identity(n, dy, dx):
    import torch

    if 2 * max(dy, dx, -dy, -dx) >= n:
        raise ValueError("outside the kernel")
    kernel = torch.zeros(n, n)
    kernel[(n - 1) // 2 + dy, (n - 1) // 2 + dx] = 1.0
    return kernel.numpy()
