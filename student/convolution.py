"""Convolution, from the size of its result to its values."""

from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Return how many positions a kernel can take along one axis.

    Args:
        size: length of the input, at least 1.
        kernel: number of taps of the kernel, at least 1.
        stride: step from one position to the next.
        padding: entries of zeros added on each of the two sides.
        dilation: distance between neighbouring taps; 1 means that they touch.

    Raises:
        ValueError: the dilated kernel does not fit into the padded input.

    >>> output_size(5, kernel=3, stride=2)
    2
    """
    # TODO: how far can the left edge of the kernel slide?
    raise NotImplementedError("output_size")


def conv_2d(x: Tensor, flt: Tensor, stride: int = 1, padding: int = 0, dilation: int = 1) -> Tensor:
    """Convolve images with kernels, as deep learning understands it: the kernel is not flipped.

    Args:
        x: images, shape (B, Ci, H, W).
        flt: kernels, shape (Co, Ci, Hf, Wf), of the same dtype as x: float32 or float64.
        stride: step from one window to the next, in both directions.
        padding: width of the frame of zeros around each image.
        dilation: distance between neighbouring taps of the kernel.

    Returns:
        Shape (B, Co, Ho, Wo), the dtype of x; `output_size` gives Ho and Wo. Gradients flow to x and flt.

    >>> conv_2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2))
    tensor([[[[4., 4.],
              [4., 4.]]]])
    """
    # TODO: each output is the sum of a window of x times the kernel. Which slice of x does each tap meet?
    raise NotImplementedError("conv_2d")
