"""Known mistakes of conv_2d_by_hand."""

import numpy as np

from reference.convolution import conv_2d_by_hand, output_size
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(conv_2d_by_hand)
list_returned = forms.list_returned(conv_2d_by_hand)
tensor_returned = forms.tensor_returned(conv_2d_by_hand)
single_precision = forms.single_precision(conv_2d_by_hand)
two_axes_added = forms.two_axes_added(conv_2d_by_hand)


def _size(image, kernel, stride, padding, dilation):
    sides = zip(image.shape, kernel.shape, strict=True)
    return [output_size(side, taps, stride, padding, dilation) for side, taps in sides]


def _framed(image, kernel, stride, dilation, frame, **how):
    """Convolve an image in a frame of this width."""
    return conv_2d_by_hand(np.pad(image, frame, **how), kernel, stride, 0, dilation)


def flips_kernel(image, kernel, stride=1, padding=0, dilation=1):
    """The kernel is turned by 180°: deep learning's convolution does not flip it, unlike that of signal processing."""
    return conv_2d_by_hand(image, kernel[::-1, ::-1], stride, padding, dilation)


def transposed_kernel(image, kernel, stride=1, padding=0, dilation=1):
    """The kernel's rows and columns are swapped."""
    return conv_2d_by_hand(image, kernel.T, stride, padding, dilation)


def square_kernel_assumed(image, kernel, stride=1, padding=0, dilation=1):
    """The kernel's height is used for its width too, so rectangular kernels go wrong; use both sides of
    kernel.shape.
    """
    side = kernel.shape[0]
    framed = np.pad(image.astype(np.float64), padding)
    rows, columns = (output_size(n, side, stride, padding, dilation) for n in image.shape)
    result = np.zeros((rows, columns))
    for y in range(rows):
        for x in range(columns):
            for i in range(side):
                for j in range(side):
                    result[y, x] += framed[y * stride + i * dilation, x * stride + j * dilation] * float(kernel[i, j])
    return result


def image_transposed(image, kernel, stride=1, padding=0, dilation=1):
    """The image's rows and columns are swapped: the first index is the row."""
    return conv_2d_by_hand(image.T, kernel, stride, padding, dilation)


def stride_ignored(image, kernel, stride=1, padding=0, dilation=1):
    """The stride has no effect: the window should move by `stride` entries at a time."""
    return conv_2d_by_hand(image, kernel, 1, padding, dilation)


def dilation_ignored(image, kernel, stride=1, padding=0, dilation=1):
    """The dilation has no effect: the kernel's entries should be `dilation` apart."""
    return conv_2d_by_hand(image, kernel, stride, padding)


def padding_ignored(image, kernel, stride=1, padding=0, dilation=1):
    """The padding has no effect: a frame of that many zeros belongs around the image."""
    return conv_2d_by_hand(image, kernel, stride, 0, dilation)


def pads_top_left_only(image, kernel, stride=1, padding=0, dilation=1):
    """Zeros are added at the top and on the left only; they belong on all four sides."""
    return _framed(image, kernel, stride, dilation, (padding, 0))


def pads_edge(image, kernel, stride=1, padding=0, dilation=1):
    """The frame repeats the pixels at the border; it should be zeros."""
    return _framed(image, kernel, stride, dilation, padding, mode="edge")


def drops_last_window(image, kernel, stride=1, padding=0, dilation=1):
    """The last row and column of the result are missing: there is one more position."""
    full = conv_2d_by_hand(image, kernel, stride, padding, dilation)
    return full[: max(1, full.shape[0] - 1), : max(1, full.shape[1] - 1)]


def last_row_and_column_lost(image, kernel, stride=1, padding=0, dilation=1):
    """The kernel's last row and column are left out, as when loops run over range(n - 1); range(n) ends at n - 1
    already.
    """
    taps = kernel.copy()
    taps[-1:] = 0
    taps[:, -1:] = 0
    return conv_2d_by_hand(image, taps, stride, padding, dilation)


def last_tap_wins(image, kernel, stride=1, padding=0, dilation=1):
    """Only the last entry of the kernel counts, as if each product overwrote the ones before; add them up with +=."""
    taps = np.zeros_like(kernel)
    taps[-1, -1] = kernel[-1, -1]
    return conv_2d_by_hand(image, taps, stride, padding, dilation)


def products_overflow(image, kernel, stride=1, padding=0, dilation=1):
    """The products overflow in the arrays' own dtype: in uint8, 20 * 20 gives 144. Convert both arrays to float64
    first.
    """
    rows, columns = _size(image, kernel, stride, padding, dilation)
    framed = np.pad(image, padding)
    result = np.zeros((rows, columns))
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            result += framed[i * dilation :: stride, j * dilation :: stride][:rows, :columns] * kernel[i, j]
    return result


def keeps_dtype(image, kernel, stride=1, padding=0, dilation=1):
    """The result has the image's dtype; it should be float64 for every image."""
    return conv_2d_by_hand(image, kernel, stride, padding, dilation).astype(image.dtype)


def uses_scipy(image, kernel, stride=1, padding=0, dilation=1):
    """SciPy is used, here or in a function that is called; use Python and NumPy alone."""
    from scipy.signal import correlate2d

    taps = np.zeros([dilation * (side - 1) + 1 for side in kernel.shape])
    taps[::dilation, ::dilation] = kernel
    return correlate2d(np.pad(image.astype(np.float64), padding), taps, mode="valid")[::stride, ::stride]


def uses_torch(image, kernel, stride=1, padding=0, dilation=1):
    """PyTorch is used, here or in a function that is called; use Python and NumPy alone."""
    import torch

    x, flt = (torch.from_numpy(a.astype(np.float64))[None, None] for a in (image, kernel))
    return torch.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)[0, 0].numpy()
