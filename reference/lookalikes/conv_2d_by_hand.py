"""Other code with the answers of known mistakes of conv_2d_by_hand."""

import numpy as np
import scipy.sparse
import torch

from reference.convolution import conv_2d_by_hand, output_size


def _windows(image, sides, stride, padding, dilation):
    """Return what a kernel with these sides meets: (rows, columns, height, width)."""
    framed = np.zeros(np.add(image.shape, 2 * padding), image.dtype)
    framed[padding : padding + image.shape[0], padding : padding + image.shape[1]] = image
    places = [
        stride * np.arange(output_size(side, taps, stride, padding, dilation))[:, None] + dilation * np.arange(taps)
        for side, taps in zip(image.shape, sides, strict=True)
    ]
    return framed[places[0][:, None, :, None], places[1][None, :, None, :]]


def _summed(windows, kernel):
    return np.einsum("yxij,ij->yx", windows.astype(float), kernel.astype(float))


def list_returned(image, kernel, stride=1, padding=0, dilation=1):
    """Collects rows of numbers."""
    windows = _windows(image.astype(float), kernel.shape, stride, padding, dilation)
    return [[float((window * kernel).sum()) for window in row] for row in windows]


def tensor_returned(image, kernel, stride=1, padding=0, dilation=1):
    """Stores the result in zeros of PyTorch."""
    values = conv_2d_by_hand(image, kernel, stride, padding, dilation)
    result = torch.zeros(values.shape, dtype=torch.float64)
    result[:] = torch.tensor(values)
    return result


def single_precision(image, kernel, stride=1, padding=0, dilation=1):
    """Stores the result in zeros of float32."""
    values = _summed(_windows(image, kernel.shape, stride, padding, dilation), kernel)
    result = np.zeros(values.shape, "float32")
    result[:] = values
    return result


def two_axes_added(image, kernel, stride=1, padding=0, dilation=1):
    """Takes an image for a batch of images with channels."""
    windows = _windows(image, kernel.shape, stride, padding, dilation).astype(float)
    return np.einsum("bcyxij,ocij->boyx", windows[np.newaxis, np.newaxis], kernel[np.newaxis, np.newaxis].astype(float))


def flips_kernel(image, kernel, stride=1, padding=0, dilation=1):
    """Reads each window backwards."""
    return _summed(_windows(image, kernel.shape, stride, padding, dilation)[..., ::-1, ::-1], kernel)


def transposed_kernel(image, kernel, stride=1, padding=0, dilation=1):
    """Turns the image's rows into columns, and those of the result back."""
    return _summed(_windows(image.T, kernel.shape, stride, padding, dilation), kernel).T


def square_kernel_assumed(image, kernel, stride=1, padding=0, dilation=1):
    """Takes as many columns of the kernel as it has rows."""
    side = len(kernel)
    windows = _windows(image, (side, side), stride, padding, dilation)
    return _summed(windows, kernel[:, list(range(side))])


def image_transposed(image, kernel, stride=1, padding=0, dilation=1):
    """Turns kernel and result instead of the image."""
    return conv_2d_by_hand(image, kernel.T, stride, padding, dilation).T


def stride_ignored(image, kernel, stride=1, padding=0, dilation=1):
    """Cuts out all windows, wherever they start."""
    return _summed(_windows(image, kernel.shape, 1, padding, dilation), kernel)


def dilation_ignored(image, kernel, stride=1, padding=0, dilation=1):
    """Cuts out windows without gaps."""
    return _summed(_windows(image, kernel.shape, stride, padding, 1), kernel)


def padding_ignored(image, kernel, stride=1, padding=0, dilation=1):
    """Cuts windows out of the image as it is."""
    return _summed(_windows(image, kernel.shape, stride, 0, dilation), kernel)


def pads_top_left_only(image, kernel, stride=1, padding=0, dilation=1):
    """Pastes the image into the bottom right corner of a canvas of zeros that is too small."""
    canvas = np.zeros((image.shape[0] + padding, image.shape[1] + padding))
    canvas[padding:, padding:] = image
    return conv_2d_by_hand(canvas, kernel, stride, 0, dilation)


def pads_edge(image, kernel, stride=1, padding=0, dilation=1):
    """Replaces indices outside the image by the nearest ones inside."""
    rows, columns = (np.clip(np.arange(-padding, side + padding), 0, side - 1) for side in image.shape)
    return conv_2d_by_hand(image[np.ix_(rows, columns)], kernel, stride, 0, dilation)


def drops_last_window(image, kernel, stride=1, padding=0, dilation=1):
    """Starts windows only before the last place where one fits, unless that is the first."""
    windows = _windows(image, kernel.shape, stride, padding, dilation)
    rows, columns = (max(side - 1, 1) for side in windows.shape[:2])
    return _summed(windows[:rows, :columns], kernel)


def last_row_and_column_lost(image, kernel, stride=1, padding=0, dilation=1):
    """Cuts off the last row and column of windows and kernel by slices."""
    windows = _windows(image, kernel.shape, stride, padding, dilation)
    return _summed(windows[..., :-1, :-1], kernel[:-1, :-1])


def last_tap_wins(image, kernel, stride=1, padding=0, dilation=1):
    """Multiplies the last entry of each window by the last one of the kernel."""
    return kernel[-1, -1] * _windows(image, kernel.shape, stride, padding, dilation)[..., -1, -1].astype(float)


def products_overflow(image, kernel, stride=1, padding=0, dilation=1):
    """Multiplies each window by the kernel, and lets NumPy's sum have a larger dtype."""
    windows = _windows(image, kernel.shape, stride, padding, dilation)
    return (windows * kernel).sum(axis=(2, 3)).astype(float)


def keeps_dtype(image, kernel, stride=1, padding=0, dilation=1):
    """Stores the result in zeros like the image."""
    values = _summed(_windows(image, kernel.shape, stride, padding, dilation), kernel)
    result = np.zeros_like(image, shape=values.shape)
    result[:] = values
    return result


def uses_scipy(image, kernel, stride=1, padding=0, dilation=1):
    """Convolves by hand with a kernel that a sparse matrix of SciPy holds."""
    taps = scipy.sparse.coo_matrix(kernel.astype(float))
    windows = _windows(image.astype(float), kernel.shape, stride, padding, dilation)
    return sum(tap * windows[..., i, j] for i, j, tap in zip(taps.row, taps.col, taps.data, strict=True))


def uses_torch(image, kernel, stride=1, padding=0, dilation=1):
    """Lets PyTorch add up the products."""
    windows = _windows(image.astype(float), kernel.shape, stride, padding, dilation)
    return (torch.tensor(windows) * torch.tensor(kernel.astype(float))).sum((2, 3)).numpy()
