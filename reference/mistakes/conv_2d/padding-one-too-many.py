"""The frame is one entry too wide on each side."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding + 1, dilation=dilation)
