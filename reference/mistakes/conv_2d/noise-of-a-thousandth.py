"""The values are right to three digits only: something on the way rounds, or adds a little; nothing should."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    result = F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)
    terms = F.conv2d(x.abs(), flt.abs(), stride=stride, padding=padding, dilation=dilation).max()
    signs = torch.arange(result.numel(), dtype=result.dtype).reshape(result.shape) % 2 * 2 - 1
    return result + 1e-3 * terms.detach() * signs
