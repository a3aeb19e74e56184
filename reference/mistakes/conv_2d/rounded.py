"""The result is rounded to two digits; it should stay as it is."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return torch.round(F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation), decimals=2)
