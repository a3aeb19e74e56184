"""Convolution: output sizes and output values."""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Return how many positions a kernel can take along one axis; raise ValueError if it does not fit."""
    extent = dilation * (kernel - 1) + 1  # from the first kernel entry to the last
    way = size + 2 * padding - extent  # how far the kernel can slide
    if way < 0:
        raise ValueError(f"the dilated kernel spans {extent} entries, but the padded input has {size + 2 * padding}")
    return way // stride + 1


def conv_2d(x: Tensor, flt: Tensor, stride: int = 1, padding: int = 0, dilation: int = 1) -> Tensor:
    """Convolve images (B, Ci, H, W) with kernels (Co, Ci, Hf, Wf), one slice of the images per kernel entry."""
    taps_down, taps_across = flt.shape[2:]
    rows = output_size(x.shape[2], taps_down, stride, padding, dilation)
    columns = output_size(x.shape[3], taps_across, stride, padding, dilation)
    framed = F.pad(x, (padding, padding, padding, padding))
    result = x.new_zeros(x.shape[0], flt.shape[0], rows, columns)
    for i in range(taps_down):
        for j in range(taps_across):
            # The entries that are multiplied by kernel entry (i, j), one for each window.
            met = framed[:, :, i * dilation :: stride, j * dilation :: stride][:, :, :rows, :columns]
            result = result + torch.einsum("bchw,oc->bohw", met, flt[:, :, i, j])
    return result


def get_convolved(img: np.ndarray, flt: np.ndarray | Sequence[Sequence[float]], times: int = 4) -> list[np.ndarray]:
    """Return the image (H, W) and its repeated convolutions: times + 1 float32 arrays."""
    # In double precision, rounded only at the end: the errors of repeated convolutions add up.
    kernel = torch.from_numpy(np.array(flt, dtype=np.float64))[None, None]
    current = torch.from_numpy(img.astype(np.float64))[None, None]
    images = [img]
    for _ in range(times):
        current = conv_2d(current, kernel)
        images.append(current[0, 0].numpy().astype(np.float32))
    return images


def conv_2d_by_hand(
    image: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: int = 0, dilation: int = 1
) -> np.ndarray:
    """Convolve an image (H, W) with a kernel (h, w), using only Python and NumPy; the result is float64."""
    taps_down, taps_across = kernel.shape
    rows = output_size(image.shape[0], taps_down, stride, padding, dilation)
    columns = output_size(image.shape[1], taps_across, stride, padding, dilation)
    framed = np.pad(image.astype(np.float64), padding)
    result = np.zeros((rows, columns))
    for i in range(taps_down):
        for j in range(taps_across):
            met = framed[i * dilation :: stride, j * dilation :: stride][:rows, :columns]
            result += float(kernel[i, j]) * met
    return result
