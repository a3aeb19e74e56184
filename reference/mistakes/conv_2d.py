"""Known mistakes of conv_2d."""

import numpy as np
import torch
import torch.nn.functional as F

from reference.convolution import output_size
from reference.mistakes import forms


def _right(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)


def _framed(x, flt, frame, stride, dilation, **how):
    """Convolve an image in a frame of this width: left, right, top, bottom."""
    return F.conv2d(F.pad(x, frame, **how), flt, stride=stride, dilation=dilation)


nothing_returned = forms.nothing_returned(_right)
array_returned = forms.array_returned(_right)
first_answer_kept = forms.first_answer_kept(_right)


# The kernel


def flips_kernel(x, flt, stride=1, padding=0, dilation=1):
    """The kernel is turned by 180°: deep learning's convolution does not flip it, unlike that of signal processing."""
    return _right(x, flt.flip(2, 3), stride, padding, dilation)


def flips_columns(x, flt, stride=1, padding=0, dilation=1):
    """The kernel is flipped from left to right; deep learning's convolution uses it as it is."""
    return _right(x, flt.flip(3), stride, padding, dilation)


def transposed_kernel(x, flt, stride=1, padding=0, dilation=1):
    """The kernel's rows and columns are swapped."""
    return _right(x, flt.transpose(2, 3), stride, padding, dilation)


def transposed_square_kernel(x, flt, stride=1, padding=0, dilation=1):
    """The rows and columns of a square kernel are swapped."""
    square = flt.shape[2] == flt.shape[3]
    return _right(x, flt.transpose(2, 3) if square else flt, stride, padding, dilation)


def last_row_lost(x, flt, stride=1, padding=0, dilation=1):
    """The kernel's last row is left out, as when a loop runs over range(n - 1); range(n) ends at n - 1 already."""
    taps = flt.clone()
    taps[:, :, -1:] = 0
    return _right(x, taps, stride, padding, dilation)


def last_tap_wins(x, flt, stride=1, padding=0, dilation=1):
    """Only the last entry of the kernel counts, as if each product overwrote the ones before; add them up with +=."""
    taps = torch.zeros_like(flt)
    taps[:, :, -1, -1] = flt[:, :, -1, -1]
    return _right(x, taps, stride, padding, dilation)


def mean_of_window(x, flt, stride=1, padding=0, dilation=1):
    """The result is divided by the kernel's height × width, like a mean; it should be the sum of the products."""
    return _right(x, flt, stride, padding, dilation) / flt[0, 0].numel()


def square_kernel_assumed(x, flt, stride=1, padding=0, dilation=1):
    """The kernel's height is used for its width too, so rectangular kernels go wrong; use both sides of flt.shape."""
    side = flt.shape[2]
    rows = output_size(x.shape[2], side, stride, padding, dilation)
    columns = output_size(x.shape[3], side, stride, padding, dilation)
    framed = F.pad(x, [padding] * 4)
    result = x.new_zeros(x.shape[0], flt.shape[0], rows, columns)
    for i in range(side):
        for j in range(side):
            met = framed[:, :, i * dilation :: stride, j * dilation :: stride][:, :, :rows, :columns]
            result = result + torch.einsum("bchw,oc->bohw", met, flt[:, :, i, j])
    return result


def kernel_sides_swapped(x, flt, stride=1, padding=0, dilation=1):
    """The kernel's height and width are swapped in the size of the result: flt.shape is (Co, Ci, height, width)."""
    rows = output_size(x.shape[2], flt.shape[3], stride, padding, dilation)
    columns = output_size(x.shape[3], flt.shape[2], stride, padding, dilation)
    windows = F.unfold(x, flt.shape[2:], dilation=dilation, padding=padding, stride=stride)
    return (flt.flatten(1) @ windows).reshape(len(x), len(flt), rows, columns)


# The size of the result


def transposed_result(x, flt, stride=1, padding=0, dilation=1):
    """The result's rows and columns are swapped."""
    return _right(x, flt, stride, padding, dilation).transpose(2, 3)


def sides_of_the_result_swapped(x, flt, stride=1, padding=0, dilation=1):
    """The result is filled row by row into a shape with height and width swapped; it should be (B, Co, Ho, Wo)."""
    result = _right(x, flt, stride, padding, dilation)
    return result.reshape(*result.shape[:2], result.shape[3], result.shape[2])


def drops_last_window(x, flt, stride=1, padding=0, dilation=1):
    """The last row and column of the result are missing, as when loops run over range(n - 1); range(n) ends at n - 1
    already.
    """
    full = _right(x, flt, stride, padding, dilation)
    return full[:, :, : max(1, full.shape[2] - 1), : max(1, full.shape[3] - 1)]


def one_row_and_column_too_few(x, flt, stride=1, padding=0, dilation=1):
    """The result is one row and one column too small, and empty for a kernel that fits exactly."""
    return _right(x, flt, stride, padding, dilation)[:, :, :-1, :-1]


def one_window_too_many(x, flt, stride=1, padding=0, dilation=1):
    """Windows that stick out at the bottom and on the right are counted; round the number of positions down."""
    more = padding + stride - 1
    return _framed(x, flt, (padding, more, padding, more), stride, dilation)


def always_same_size(x, flt, stride=1, padding=0, dilation=1):
    """The image is padded by half the kernel, as if to keep its size, whatever `padding` is; pad by `padding` alone."""
    same = tuple(dilation * (side // 2) for side in flt.shape[2:])
    return _right(x, flt, stride, same, dilation)


def squeezed(x, flt, stride=1, padding=0, dilation=1):
    """Axes of length 1 are dropped from the result; its shape should always be (B, Co, Ho, Wo)."""
    return _right(x, flt, stride, padding, dilation).squeeze()


# Batch and channels


def first_image_only(x, flt, stride=1, padding=0, dilation=1):
    """Only the first image of the batch has a result; every image needs one."""
    return _right(x[:1], flt, stride, padding, dilation)


def channels_swapped(x, flt, stride=1, padding=0, dilation=1):
    """Input and output channels of the kernel are swapped: flt is (Co, Ci, height, width)."""
    return _right(x, flt.transpose(0, 1), stride, padding, dilation)


def first_channel_only(x, flt, stride=1, padding=0, dilation=1):
    """Only the first input channel is used; all channels count, each with its own part of the kernel."""
    return _right(x[:, :1], flt[:, :1], stride, padding, dilation)


def last_channel_only(x, flt, stride=1, padding=0, dilation=1):
    """Only the last input channel counts, as if each one overwrote those before; add them up."""
    return _right(x[:, -1:], flt[:, -1:], stride, padding, dilation)


# Options


def stride_ignored(x, flt, stride=1, padding=0, dilation=1):
    """The stride has no effect: the window should move by `stride` entries at a time."""
    return _right(x, flt, 1, padding, dilation)


def stride_down_only(x, flt, stride=1, padding=0, dilation=1):
    """The stride is used down the rows only; across the columns the window should move by as much."""
    return _right(x, flt, (stride, 1), padding, dilation)


def stride_cuts(x, flt, stride=1, padding=0, dilation=1):
    """The size of the result is right, but the window moves by 1; it should move by `stride` entries at a time."""
    full = _right(x, flt, 1, padding, dilation)
    rows, columns = -(-full.shape[2] // stride), -(-full.shape[3] // stride)
    return full[:, :, :rows, :columns]


def dilation_ignored(x, flt, stride=1, padding=0, dilation=1):
    """The dilation has no effect: the kernel's entries should be `dilation` apart."""
    return _right(x, flt, stride, padding)


def padding_ignored(x, flt, stride=1, padding=0, dilation=1):
    """The padding has no effect: a frame of that many zeros belongs around the image."""
    return _right(x, flt, stride, 0, dilation)


def pads_rows_only(x, flt, stride=1, padding=0, dilation=1):
    """Zeros are added at the top and bottom only; they belong on the left and right as well."""
    return _right(x, flt, stride, (padding, 0), dilation)


def pads_columns_only(x, flt, stride=1, padding=0, dilation=1):
    """Zeros are added on the left and right only; they belong at the top and bottom as well."""
    return _right(x, flt, stride, (0, padding), dilation)


def pads_top_left_only(x, flt, stride=1, padding=0, dilation=1):
    """Zeros are added at the top and on the left only; they belong on all four sides."""
    return _framed(x, flt, (padding, 0, padding, 0), stride, dilation)


def pads_bottom_right_only(x, flt, stride=1, padding=0, dilation=1):
    """Zeros are added at the bottom and on the right only; they belong on all four sides."""
    return _framed(x, flt, (0, padding, 0, padding), stride, dilation)


def pads_twice(x, flt, stride=1, padding=0, dilation=1):
    """The frame is twice as wide as it should be: `padding` is the width on each side."""
    return _right(x, flt, stride, 2 * padding, dilation)


def pads_ones(x, flt, stride=1, padding=0, dilation=1):
    """The frame is filled with ones; it should be zeros."""
    return _framed(x, flt, [padding] * 4, stride, dilation, value=1.0)


def pads_replicate(x, flt, stride=1, padding=0, dilation=1):
    """The frame repeats the pixels at the border; it should be zeros."""
    return _framed(x, flt, [padding] * 4, stride, dilation, mode="replicate")


def pads_reflect(x, flt, stride=1, padding=0, dilation=1):
    """The frame mirrors the image; it should be zeros."""
    rows, columns = (np.pad(np.arange(side), padding, mode="reflect") for side in x.shape[2:])
    return F.conv2d(x[:, :, rows][:, :, :, columns], flt, stride=stride, dilation=dilation)


def pads_reflect_by_torch(x, flt, stride=1, padding=0, dilation=1):
    """The frame mirrors the image, which fails where the frame is as wide as the image or wider; it should be zeros."""
    return _framed(x, flt, [padding] * 4, stride, dilation, mode="reflect")


def pads_circular(x, flt, stride=1, padding=0, dilation=1):
    """The image continues on its opposite side; the frame should be zeros."""
    return _framed(x, flt, [padding] * 4, stride, dilation, mode="circular")


def pads_the_result(x, flt, stride=1, padding=0, dilation=1):
    """The frame of zeros is put around the result; it belongs around the image, before the convolution."""
    return F.pad(_right(x, flt, stride, 0, dilation), [padding] * 4)


# Values and dtypes


def relu(x, flt, stride=1, padding=0, dilation=1):
    """Negative results have become 0: that is the ReLU which often follows a convolution, not part of it."""
    return F.relu(_right(x, flt, stride, padding, dilation))


def single_precision(x, flt, stride=1, padding=0, dilation=1):
    """The result is always float32; for float64 inputs it should be float64."""
    return _right(x.float(), flt.float(), stride, padding, dilation)


def double_precision(x, flt, stride=1, padding=0, dilation=1):
    """The result is always float64; for float32 inputs it should be float32."""
    return _right(x.double(), flt.double(), stride, padding, dilation)


def computed_in_half_precision(x, flt, stride=1, padding=0, dilation=1):
    """Only the first three digits are right, as when the values pass through float16; compute in the inputs' dtype."""
    return _right(x, flt, stride, padding, dilation).half().to(x.dtype)


def detached(x, flt, stride=1, padding=0, dilation=1):
    """The values are right, but no gradients reach x and flt; they are cut off by detach(), .data, .numpy() or
    torch.no_grad(), for example.
    """
    return _right(x, flt, stride, padding, dilation).detach()


def kernel_detached(x, flt, stride=1, padding=0, dilation=1):
    """The values are right, but no gradient reaches flt; it is cut off by detach(), .data, .item() or .numpy(), for
    example.
    """
    return _right(x, flt.detach(), stride, padding, dilation)


def contiguous_kernels_only(x, flt, stride=1, padding=0, dilation=1):
    """A kernel whose entries are not contiguous in memory, such as a slice, raises an error, for example in view();
    reshape() accepts it.
    """
    return _right(x, flt.view(-1).view(flt.shape), stride, padding, dilation)


def contiguous_images_only(x, flt, stride=1, padding=0, dilation=1):
    """An image whose entries are not contiguous in memory, such as a slice, raises an error, for example in view();
    reshape() accepts it.
    """
    return _right(x.view(-1).view(x.shape), flt, stride, padding, dilation)
