"""Part 2 of the tutorial, convolution: the size of its output, and the output itself."""

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Return how many positions a kernel can take along one axis.

    Args:
        size: length of the input, at least 1.
        kernel: length of the kernel, at least 1.
        stride: step from one position to the next.
        padding: number of zeros added on each of the two sides.
        dilation: spacing between kernel entries; 1 means that they are adjacent.

    Raises:
        ValueError: the dilated kernel does not fit into the padded input.

    >>> output_size(5, kernel=3, stride=2)
    2
    """
    # TODO: how far can the left edge of the kernel slide?
    raise NotImplementedError("output_size")


def conv_2d(x: Tensor, flt: Tensor, stride: int = 1, padding: int = 0, dilation: int = 1) -> Tensor:
    """Convolve images with kernels, as deep learning defines it: the kernel is not flipped.

    Args:
        x: images, shape (B, Ci, H, W).
        flt: kernels, shape (Co, Ci, Hf, Wf), with the same dtype as x: float32 or float64.
        stride: step from one window to the next, in both directions.
        padding: width of the border of zeros around each image.
        dilation: spacing between kernel entries.

    Returns:
        Shape (B, Co, Ho, Wo), same dtype as x; `output_size` gives Ho and Wo. Differentiable in x and flt.

    >>> conv_2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2))
    tensor([[[[4., 4.],
              [4., 4.]]]])
    """
    # TODO: each output is the sum of a window of x times the kernel. Which slice of x goes with each kernel entry?
    raise NotImplementedError("conv_2d")


def get_convolved(img: np.ndarray, flt: np.ndarray | Sequence[Sequence[float]], times: int = 4) -> list[np.ndarray]:
    """Convolve an image repeatedly with the same kernel.

    Args:
        img: the image, shape (H, W), float32, large enough for all `times` convolutions.
        flt: the kernel, a 2-D array or a nested list of numbers.
        times: number of convolutions, at least 1.

    Returns:
        A list of times + 1 float32 arrays: img itself, then the result of each convolution (no padding,
        stride 1, kernel not flipped). Each array is smaller than the previous one.

    >>> [len(image) for image in get_convolved(np.ones((9, 9), "float32"), [[1, 1], [1, 1]], times=3)]
    [9, 8, 7, 6]
    """
    # TODO: conv_2d needs four axes and one dtype; the arrays in the list have two axes.
    raise NotImplementedError("get_convolved")


def conv_2d_by_hand(
    image: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: int = 0, dilation: int = 1
) -> np.ndarray:
    """Convolve one image with one kernel, using only Python and NumPy (bonus).

    Do not use a library's convolution, correlation or unfold: no torch, no scipy. Loops, slices, einsum, stride
    tricks and the FFT are all fine, and the function may be slow.

    Args:
        image: shape (H, W).
        kernel: shape (h, w), same dtype as the image: uint8, int64, float32 or float64. It fits into the image.
        stride: step from one window to the next, in both directions.
        padding: width of the border of zeros around the image.
        dilation: spacing between kernel entries.

    Returns:
        Shape (Ho, Wo), float64; `output_size` gives Ho and Wo.

    >>> conv_2d_by_hand(np.array([[1, 2, 3]]), np.array([[1, 10]]))
    array([[21., 32.]])
    """
    # TODO: like conv_2d, without batch and channels. Is 200 * 2 still 400 in uint8?
    raise NotImplementedError("conv_2d_by_hand")
