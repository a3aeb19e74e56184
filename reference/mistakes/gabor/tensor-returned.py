"""The kernel is returned as a tensor; a NumPy array is asked."""


def gabor(n, degrees=0.0):
    import torch
    from scipy.ndimage import rotate

    return torch.from_numpy(rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False))
