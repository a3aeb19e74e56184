"""Windows by the method unfold, in both directions, and every dilation-th entry of each."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    h, w = flt.shape[2:]
    x = F.pad(x, (padding,) * 4)
    windows = x.unfold(2, dilation * (h - 1) + 1, stride).unfold(3, dilation * (w - 1) + 1, stride)
    return torch.tensordot(windows[..., ::dilation, ::dilation], flt, dims=([1, 4, 5], [1, 2, 3])).permute(0, 3, 1, 2)
