"""A product of Fourier transforms."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    co, ci, h, w = flt.shape
    x = F.pad(x, (padding, padding, padding, padding))
    spread = flt.new_zeros(co, ci, dilation * (h - 1) + 1, dilation * (w - 1) + 1)
    spread[:, :, ::dilation, ::dilation] = flt
    size = x.shape[2:]
    spectrum = torch.fft.rfft2(x)[:, None] * torch.fft.rfft2(spread, s=size).conj()[None]
    full = torch.fft.irfft2(spectrum.sum(dim=2), s=size)
    rows, columns = size[0] - spread.shape[2] + 1, size[1] - spread.shape[3] + 1
    return full[:, :, :rows:stride, :columns:stride]
