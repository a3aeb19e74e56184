"""The result is always float32; for float64 inputs it should be float64."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x.float(), flt.float(), stride=stride, padding=padding, dilation=dilation)
