"""Accepted solutions of conv_2d."""

import torch
import torch.nn.functional as F

from reference.convolution import output_size


def as_strided(x, flt, stride=1, padding=0, dilation=1):
    """All windows as one strided view, and one einsum."""
    x = F.pad(x, [padding] * 4).contiguous()
    b, c, height, width = x.shape
    h, w = flt.shape[-2:]
    rows = (height - dilation * (h - 1) - 1) // stride + 1
    columns = (width - dilation * (w - 1) - 1) // stride + 1
    sb, sc, sh, sw = x.stride()
    windows = x.as_strided(
        (b, c, rows, columns, h, w), (sb, sc, sh * stride, sw * stride, sh * dilation, sw * dilation)
    )
    return torch.einsum("bcijhw,ochw->boij", windows, flt)


def fourier(x, flt, stride=1, padding=0, dilation=1):
    """A product of Fourier transforms."""
    co, ci, h, w = flt.shape
    x = F.pad(x, (padding, padding, padding, padding))
    spread = flt.new_zeros(co, ci, dilation * (h - 1) + 1, dilation * (w - 1) + 1)
    spread[:, :, ::dilation, ::dilation] = flt
    size = x.shape[2:]
    spectrum = torch.fft.rfft2(x)[:, None] * torch.fft.rfft2(spread, s=size).conj()[None]
    full = torch.fft.irfft2(spectrum.sum(dim=2), s=size)
    rows, columns = size[0] - spread.shape[2] + 1, size[1] - spread.shape[3] + 1
    return full[:, :, :rows:stride, :columns:stride]


def functional(x, flt, stride=1, padding=0, dilation=1):
    """torch's own function."""
    return F.conv2d(x, flt, None, stride, padding, dilation)


def index_arrays(x, flt, stride=1, padding=0, dilation=1):
    """Windows by index arrays and a matrix product."""
    co, ci, h, w = flt.shape
    x = F.pad(x, 4 * (padding,))
    rows = output_size(x.shape[2], h, stride, 0, dilation)
    columns = output_size(x.shape[3], w, stride, 0, dilation)
    down = stride * torch.arange(rows)[:, None] + dilation * torch.arange(h)
    across = stride * torch.arange(columns)[:, None] + dilation * torch.arange(w)
    windows = x[:, :, down[:, None, :, None], across[None, :, None, :]]
    patches = windows.permute(0, 2, 3, 1, 4, 5).reshape(len(x), rows, columns, ci * h * w)
    return (patches @ flt.reshape(co, -1).T).movedim(-1, 1)


def loop_over_windows(x, flt, stride=1, padding=0, dilation=1):
    """Loops over the positions of the window."""
    h, w = flt.shape[2:]
    x = F.pad(x, (padding, padding, padding, padding))
    down, across = dilation * (h - 1) + 1, dilation * (w - 1) + 1
    rows = []
    for i in range(0, x.shape[2] - down + 1, stride):
        row = []
        for j in range(0, x.shape[3] - across + 1, stride):
            window = x[:, None, :, i : i + down : dilation, j : j + across : dilation]
            row.append((window * flt[None]).sum(dim=(2, 3, 4)))
        rows.append(torch.stack(row, dim=-1))
    return torch.stack(rows, dim=-2)


def module(x, flt, stride=1, padding=0, dilation=1):
    """torch's own layer, given the weights by functional_call."""
    co, ci, *sides = flt.shape
    layer = torch.nn.Conv2d(ci, co, tuple(sides), stride, padding, dilation, bias=False)
    return torch.func.functional_call(layer, {"weight": flt}, (x,))


def outer_loops(x, flt, stride=1, padding=0, dilation=1):
    """Loops over images, outputs and channels; NumPy-like plain sums of two-dimensional pieces."""

    def plane(image, kernel):
        h, w = kernel.shape
        down = image.shape[0] - dilation * (h - 1)
        across = image.shape[1] - dilation * (w - 1)
        pieces = (
            image[i * dilation :, j * dilation :][:down:stride, :across:stride] * kernel[i, j]
            for i in range(h)
            for j in range(w)
        )
        return sum(pieces)

    x = torch.nn.functional.pad(x, (padding, padding, padding, padding), "constant", 0.0)
    return torch.stack(
        [torch.stack([sum(plane(image[c], kernels[c]) for c in range(len(image))) for kernels in flt]) for image in x]
    )


def stride_afterwards(x, flt, stride=1, padding=0, dilation=1):
    """Stride 1 first, then every stride-th entry; the kernel is dilated by hand."""
    co, ci, h, w = flt.shape
    spread = torch.zeros(co, ci, (h - 1) * dilation + 1, (w - 1) * dilation + 1, dtype=flt.dtype)
    spread[..., ::dilation, ::dilation] = flt
    return torch.conv2d(torch.nn.ZeroPad2d(padding)(x), spread)[..., ::stride, ::stride]


def tensor_unfold(x, flt, stride=1, padding=0, dilation=1):
    """Windows by the method unfold, in both directions, and every dilation-th entry of each."""
    h, w = flt.shape[2:]
    x = F.pad(x, (padding,) * 4)
    windows = x.unfold(2, dilation * (h - 1) + 1, stride).unfold(3, dilation * (w - 1) + 1, stride)
    return torch.tensordot(windows[..., ::dilation, ::dilation], flt, dims=([1, 4, 5], [1, 2, 3])).permute(0, 3, 1, 2)


def three_dimensional(x, flt, stride=1, padding=0, dilation=1):
    """A three-dimensional convolution of depth 1."""
    steps = {"stride": (1, stride, stride), "padding": (0, padding, padding), "dilation": (1, dilation, dilation)}
    return F.conv3d(x.unsqueeze(2), flt.unsqueeze(2), **steps).squeeze(2)


def unfold(x, flt, stride=1, padding=0, dilation=1):
    """Windows as columns of a matrix, by torch's unfold."""
    rows = output_size(x.shape[2], flt.shape[2], stride, padding, dilation)
    columns = F.unfold(x, flt.shape[2:], dilation=dilation, padding=padding, stride=stride)
    return (flt.flatten(1) @ columns).reshape(len(x), len(flt), rows, -1)
