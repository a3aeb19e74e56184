"""The kernel is returned as a tensor; a NumPy array is asked."""


def ddgaussian2d(n):
    import torch

    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    return torch.from_numpy(spot - spot.mean())
