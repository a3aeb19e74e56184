"""The derivative by torch's autograd."""


def dgaussian(n):
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64, requires_grad=True)
    torch.exp(-(x**2) / 2).sum().backward()
    return x.grad.numpy()
