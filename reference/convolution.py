"""Convolution, from the size of its result to its values."""

import torch
import torch.nn.functional as F
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Return how many positions a kernel can take along one axis; ValueError if it does not fit."""
    extent = dilation * (kernel - 1) + 1  # from the first tap to the last one
    way = size + 2 * padding - extent  # how far the kernel can slide
    if way < 0:
        raise ValueError(f"the dilated kernel covers {extent} entries, the padded input has {size + 2 * padding}")
    return way // stride + 1


def conv_2d(x: Tensor, flt: Tensor, stride: int = 1, padding: int = 0, dilation: int = 1) -> Tensor:
    """Convolve images (B, Ci, H, W) with kernels (Co, Ci, Hf, Wf): one slice of the images for each tap."""
    taps_down, taps_across = flt.shape[2:]
    rows = output_size(x.shape[2], taps_down, stride, padding, dilation)
    columns = output_size(x.shape[3], taps_across, stride, padding, dilation)
    framed = F.pad(x, (padding, padding, padding, padding))
    result = x.new_zeros(x.shape[0], flt.shape[0], rows, columns)
    for i in range(taps_down):
        for j in range(taps_across):
            # The entries that tap (i, j) meets, one for each window.
            met = framed[:, :, i * dilation :: stride, j * dilation :: stride][:, :, :rows, :columns]
            result = result + torch.einsum("bchw,oc->bohw", met, flt[:, :, i, j])
    return result
