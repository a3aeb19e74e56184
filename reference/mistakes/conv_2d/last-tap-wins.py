"""Each tap of the kernel overwrites what the taps before gave: add them up (+=)."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    taps = torch.zeros_like(flt)
    taps[:, :, -1, -1] = flt[:, :, -1, -1]
    return F.conv2d(x, taps, stride=stride, padding=padding, dilation=dilation)
