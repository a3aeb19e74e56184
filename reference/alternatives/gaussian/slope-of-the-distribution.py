"""The derivative of the distribution function, by torch's autograd."""


def gaussian(n):
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64, requires_grad=True)
    torch.special.ndtr(x).sum().backward()
    return x.grad.numpy()
