"""Rotated by torchvision, with bilinear interpolation."""


def gabor(n, degrees=0.0):
    import torch
    from torchvision.transforms.functional import InterpolationMode, rotate

    kernel = torch.from_numpy(np.outer(gaussian(n), dgaussian(n)))[None]
    return rotate(kernel, float(degrees), InterpolationMode.BILINEAR)[0].numpy()
