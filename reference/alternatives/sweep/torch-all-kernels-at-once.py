"""By torch, with the kernels as output channels of one convolution."""


def sweep(img, make_kernel, values):
    import torch

    kernels = torch.from_numpy(np.stack([make_kernel(v) for v in values])[:, None]).double()
    with torch.no_grad():
        frames = torch.nn.functional.conv2d(torch.from_numpy(img)[None, None].double(), kernels, padding="same")
    return frames[0].float().numpy()
