"""Other code with the answers of known mistakes of conv_2d."""

import numpy as np
import torch
import torch.nn.functional as F

from reference.convolution import conv_2d, output_size


def _windows(x, sides, stride, padding, dilation):
    """Return what a kernel with these sides meets: (B, Ci, height, width, rows, columns)."""
    reach = dilation * (sides[0] - 1)
    rows = len(range(reach, x.shape[2] + 2 * padding, stride))
    columns = F.unfold(x, sides, dilation=dilation, padding=padding, stride=stride)
    return columns.reshape(len(x), x.shape[1], *sides, rows, -1)


def _summed(windows, flt):
    return torch.einsum("bcijyx,ocij->boyx", windows, flt)


def _pasted(canvas, x, top, left):
    """Return the canvas with the images pasted into it, their top left corner here."""
    canvas[:, :, top : top + x.shape[2], left : left + x.shape[3]] = x
    return canvas


def _size(x, flt, stride, padding, dilation):
    sides = zip(x.shape[2:], flt.shape[2:], strict=True)
    return len(x), len(flt), *(output_size(side, taps, stride, padding, dilation) for side, taps in sides)


def array_returned(x, flt, stride=1, padding=0, dilation=1):
    """Computes with NumPy."""
    frame = [(0, 0), (0, 0), (padding, padding), (padding, padding)]
    spans = [dilation * (side - 1) + 1 for side in flt.shape[2:]]
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x.numpy(force=True), frame), spans, axis=(2, 3))
    met = windows[:, :, ::stride, ::stride, ::dilation, ::dilation]
    return np.einsum("bcyxij,ocij->boyx", met, flt.numpy(force=True))


_first = {}


def first_answer_kept(x, flt, stride=1, padding=0, dilation=1):
    """Computes every result, but returns what is in a dictionary for these shapes."""
    key = x.shape, x.dtype, flt.shape, flt.dtype, stride, padding, dilation
    return _first.setdefault(key, conv_2d(x, flt, stride, padding, dilation))


# The kernel


def flips_kernel(x, flt, stride=1, padding=0, dilation=1):
    """Reads each window backwards."""
    return _summed(_windows(x, flt.shape[2:], stride, padding, dilation).flip(2, 3), flt)


def flips_columns(x, flt, stride=1, padding=0, dilation=1):
    """Counts the columns of the kernel from the right."""
    met = _windows(x, flt.shape[2:], stride, padding, dilation)
    return sum(torch.einsum("bciyx,oci->boyx", met[:, :, :, j], flt[..., -1 - j]) for j in range(flt.shape[3]))


def transposed_kernel(x, flt, stride=1, padding=0, dilation=1):
    """Turns the image's rows into columns, and those of the result back."""
    return F.conv2d(x.mT, flt, None, stride, padding, dilation).mT


def transposed_square_kernel(x, flt, stride=1, padding=0, dilation=1):
    """Names the axes of square kernels in the wrong order."""
    axes = "ocji" if flt.shape[2] == flt.shape[3] else "ocij"
    return torch.einsum(f"bcijyx,{axes}->boyx", _windows(x, flt.shape[2:], stride, padding, dilation), flt)


def last_row_lost(x, flt, stride=1, padding=0, dilation=1):
    """Cuts off the last row of windows and kernels by slices."""
    return _summed(_windows(x, flt.shape[2:], stride, padding, dilation)[:, :, :-1], flt[:, :, :-1])


def last_tap_wins(x, flt, stride=1, padding=0, dilation=1):
    """Multiplies the last entry of each window by the last one of the kernel."""
    last = _windows(x, flt.shape[2:], stride, padding, dilation)[:, :, -1, -1]
    return F.conv2d(last, flt[:, :, -1:, -1:])


def mean_of_window(x, flt, stride=1, padding=0, dilation=1):
    """Divides the kernel by the number of its entries, as for a blur."""
    return conv_2d(x, flt / (flt.shape[2] * flt.shape[3]), stride, padding, dilation)


def square_kernel_assumed(x, flt, stride=1, padding=0, dilation=1):
    """Takes as many columns of the kernel as it has rows."""
    sides = [flt.shape[2]] * 2
    for side in x.shape[2:]:
        output_size(side, sides[0], stride, padding, dilation)
    return _summed(_windows(x, sides, stride, padding, dilation), flt[..., torch.arange(sides[0])])


def kernel_sides_swapped(x, flt, stride=1, padding=0, dilation=1):
    """Convolves, then gives the result the shape that it thinks is right."""
    shape = _size(x, flt.mT, stride, padding, dilation)
    return conv_2d(x, flt, stride, padding, dilation).reshape(shape)


# The size of the result


def transposed_result(x, flt, stride=1, padding=0, dilation=1):
    """Turns rows into columns, in image and kernel alike."""
    return conv_2d(x.mT, flt.mT, stride, padding, dilation)


def sides_of_the_result_swapped(x, flt, stride=1, padding=0, dilation=1):
    """Multiplies matrices and takes rows for columns at the end."""
    batch, kernels, rows, columns = _size(x, flt, stride, padding, dilation)
    windows = _windows(x, flt.shape[2:], stride, padding, dilation).reshape(batch, -1, rows * columns)
    return (flt.flatten(1) @ windows).view(batch, kernels, columns, rows)


def drops_last_window(x, flt, stride=1, padding=0, dilation=1):
    """Cuts off the last windows by slices, unless they are the only ones."""
    met = _windows(x, flt.shape[2:], stride, padding, dilation)
    met = met[..., :-1, :] if met.shape[4] > 1 else met
    return _summed(met[..., :-1] if met.shape[5] > 1 else met, flt)


def one_row_and_column_too_few(x, flt, stride=1, padding=0, dilation=1):
    """Forgets the 1 in the size of the result and fills what there is."""
    met = _windows(x, flt.shape[2:], stride, padding, dilation)
    rows, columns = (
        (side + 2 * padding - dilation * (taps - 1) - 1) // stride
        for side, taps in zip(x.shape[2:], flt.shape[2:], strict=True)
    )
    return _summed(met[..., :rows, :columns], flt)


def one_window_too_many(x, flt, stride=1, padding=0, dilation=1):
    """Lets windows start wherever the one before did not reach the end, and fills up with zeros."""
    ends = []
    for side, taps in zip(x.shape[2:], flt.shape[2:], strict=True):
        end = dilation * (taps - 1) + 1
        while end < side + 2 * padding:
            end += stride
        ends.append(end)
    return conv_2d(_pasted(x.new_zeros(*x.shape[:2], *ends), x, padding, padding), flt, stride, 0, dilation)


def always_same_size(x, flt, stride=1, padding=0, dilation=1):
    """Centres the kernel on each pixel, in a canvas of zeros."""
    down, across = (dilation * ((side - side % 2) // 2) for side in flt.shape[2:])
    canvas = x.new_zeros(*x.shape[:2], x.shape[2] + 2 * down, x.shape[3] + 2 * across)
    return conv_2d(_pasted(canvas, x, down, across), flt, stride, 0, dilation)


def squeezed(x, flt, stride=1, padding=0, dilation=1):
    """Keeps the axes that have more than one entry."""
    result = conv_2d(x, flt, stride, padding, dilation)
    return result.reshape([side for side in result.shape if side > 1])


# Batch and channels


def first_image_only(x, flt, stride=1, padding=0, dilation=1):
    """Convolves all images, but keeps one."""
    return conv_2d(x, flt, stride, padding, dilation)[:1]


def channels_swapped(x, flt, stride=1, padding=0, dilation=1):
    """Flattens a kernel per input channel."""
    batch, _, rows, columns = _size(x, flt, stride, padding, dilation)
    kernels = torch.stack([one.flatten() for one in flt.unbind(1)])
    flat = F.unfold(x, flt.shape[2:], dilation=dilation, padding=padding, stride=stride)
    return (kernels @ flat).reshape(batch, len(kernels), rows, columns)


def first_channel_only(x, flt, stride=1, padding=0, dilation=1):
    """Forgets the axis of the channels in the sum."""
    met = _windows(x, flt.shape[2:], stride, padding, dilation)
    return torch.einsum("bijyx,oij->boyx", met[:, 0], flt[:, 0])


def last_channel_only(x, flt, stride=1, padding=0, dilation=1):
    """Goes through the channels, each of which replaces the result."""
    for image, kernel in zip(x.unbind(1), flt.unbind(1), strict=True):
        result = conv_2d(image[:, None], kernel[:, None], stride, padding, dilation)
    return result


# Options


def stride_ignored(x, flt, stride=1, padding=0, dilation=1):
    """Makes windows of PyTorch's unfold without a stride."""
    return _summed(_windows(x, flt.shape[2:], 1, padding, dilation), flt)


def stride_down_only(x, flt, stride=1, padding=0, dilation=1):
    """Takes rows from the result for stride 1."""
    return conv_2d(x, flt, 1, padding, dilation)[:, :, ::stride]


def stride_cuts(x, flt, stride=1, padding=0, dilation=1):
    """Fills a result of the right size window by window, and begins them next to each other."""
    result = x.new_zeros(_size(x, flt, stride, padding, dilation))
    met = _windows(x, flt.shape[2:], 1, padding, dilation)
    for row in range(result.shape[2]):
        for column in range(result.shape[3]):
            result[:, :, row, column] = torch.einsum("bcij,ocij->bo", met[..., row, column], flt)
    return result


def dilation_ignored(x, flt, stride=1, padding=0, dilation=1):
    """Makes windows of PyTorch's unfold without a dilation."""
    return _summed(_windows(x, flt.shape[2:], stride, padding, 1), flt)


def padding_ignored(x, flt, stride=1, padding=0, dilation=1):
    """Makes windows of PyTorch's unfold without padding."""
    return _summed(_windows(x, flt.shape[2:], stride, 0, dilation), flt)


def pads_rows_only(x, flt, stride=1, padding=0, dilation=1):
    """Joins rows of zeros and the image."""
    rows = x.new_zeros(*x.shape[:2], padding, x.shape[3])
    return F.conv2d(torch.cat([rows, x, rows], dim=2), flt, stride=stride, dilation=dilation)


def pads_columns_only(x, flt, stride=1, padding=0, dilation=1):
    """Joins columns of zeros and the image."""
    columns = x.new_zeros(*x.shape[:3], padding)
    return F.conv2d(torch.cat([columns, x, columns], dim=3), flt, stride=stride, dilation=dilation)


def pads_top_left_only(x, flt, stride=1, padding=0, dilation=1):
    """Pastes the image into the bottom right corner of a canvas of zeros that is too small."""
    canvas = x.new_zeros(*x.shape[:2], x.shape[2] + padding, x.shape[3] + padding)
    return _summed(_windows(_pasted(canvas, x, padding, padding), flt.shape[2:], stride, 0, dilation), flt)


def pads_bottom_right_only(x, flt, stride=1, padding=0, dilation=1):
    """Pastes the image into the top left corner of a canvas of zeros that is too small."""
    canvas = x.new_zeros(*x.shape[:2], x.shape[2] + padding, x.shape[3] + padding)
    return _summed(_windows(_pasted(canvas, x, 0, 0), flt.shape[2:], stride, 0, dilation), flt)


def pads_twice(x, flt, stride=1, padding=0, dilation=1):
    """Pads the image, then has it padded once more."""
    return F.conv2d(F.pad(x, [padding] * 4), flt, None, stride, padding, dilation)


def pads_ones(x, flt, stride=1, padding=0, dilation=1):
    """Pastes the image into a canvas of ones."""
    canvas = x.new_ones(*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding)
    return conv_2d(_pasted(canvas, x, padding, padding), flt, stride, 0, dilation)


def pads_replicate(x, flt, stride=1, padding=0, dilation=1):
    """Replaces indices outside the image by the nearest ones inside."""
    rows, columns = (torch.arange(-padding, side + padding).clamp(0, side - 1) for side in x.shape[2:])
    return conv_2d(x[:, :, rows[:, None], columns], flt, stride, 0, dilation)


def pads_reflect(x, flt, stride=1, padding=0, dilation=1):
    """Lets indices go back and forth."""
    indices = []
    for side in x.shape[2:]:
        there = torch.arange(-padding, side + padding) % max(2 * side - 2, 1)
        indices.append(torch.minimum(there, 2 * side - 2 - there))
    return conv_2d(x[:, :, indices[0][:, None], indices[1]], flt, stride, 0, dilation)


def pads_reflect_by_torch(x, flt, stride=1, padding=0, dilation=1):
    """Joins the image and mirrored pieces of it, which narrow() cuts out."""
    for axis, side in ((2, x.shape[2]), (3, x.shape[3])):
        before, after = (x.narrow(axis, start, padding).flip(axis) for start in (1, side - 1 - padding))
        x = torch.cat([before, x, after], dim=axis)
    return conv_2d(x, flt, stride, 0, dilation)


def pads_circular(x, flt, stride=1, padding=0, dilation=1):
    """Takes indices modulo the side."""
    rows, columns = (torch.arange(-padding, side + padding) % side for side in x.shape[2:])
    return conv_2d(x[:, :, rows[:, None], columns], flt, stride, 0, dilation)


def pads_the_result(x, flt, stride=1, padding=0, dilation=1):
    """Pastes the result for no padding into a canvas of zeros."""
    result = _summed(_windows(x, flt.shape[2:], stride, 0, dilation), flt)
    canvas = x.new_zeros(*result.shape[:2], result.shape[2] + 2 * padding, result.shape[3] + 2 * padding)
    return _pasted(canvas, result, padding, padding)


# Values and dtypes


def relu(x, flt, stride=1, padding=0, dilation=1):
    """Multiplies by 1 what is positive, and by 0 what is not."""
    result = conv_2d(x, flt, stride, padding, dilation)
    return result * (result > 0)


def single_precision(x, flt, stride=1, padding=0, dilation=1):
    """Stores the result in torch.zeros of the default dtype."""
    result = torch.zeros(_size(x, flt, stride, padding, dilation))
    result[:] = conv_2d(x, flt, stride, padding, dilation)
    return result


def double_precision(x, flt, stride=1, padding=0, dilation=1):
    """Adds products up in zeros of float64."""
    result = torch.zeros(_size(x, flt, stride, padding, dilation), dtype=torch.float64)
    return result + _summed(_windows(x, flt.shape[2:], stride, padding, dilation), flt)


def computed_in_half_precision(x, flt, stride=1, padding=0, dilation=1):
    """Stores the result in an empty tensor of float16 to save memory."""
    result = torch.empty(_size(x, flt, stride, padding, dilation), dtype=torch.float16)
    result[:] = conv_2d(x, flt, stride, padding, dilation)
    return result.type_as(x)


def detached(x, flt, stride=1, padding=0, dilation=1):
    """Makes a new tensor from a list of numbers."""
    return torch.tensor(conv_2d(x, flt, stride, padding, dilation).tolist(), dtype=x.dtype)


def kernel_detached(x, flt, stride=1, padding=0, dilation=1):
    """Makes a new tensor from the numbers in the kernel."""
    return conv_2d(x, torch.tensor(flt.tolist(), dtype=flt.dtype), stride, padding, dilation)


def contiguous_kernels_only(x, flt, stride=1, padding=0, dilation=1):
    """Splits all kernels' entries, in one row, into a row for each kernel."""
    flat = F.unfold(x, flt.shape[2:], dilation=dilation, padding=padding, stride=stride)
    rows = [taps @ flat for taps in flt.view(-1).split(flt[0].numel())]
    return torch.stack(rows, dim=1).reshape(_size(x, flt, stride, padding, dilation))


def contiguous_images_only(x, flt, stride=1, padding=0, dilation=1):
    """Splits all pixels, in one row, into a row for each channel of each image."""
    planes = [plane.reshape(x.shape[2:]) for plane in x.view(-1).split(x[0, 0].numel())]
    return conv_2d(torch.stack(planes).reshape(x.shape), flt, stride, padding, dilation)
