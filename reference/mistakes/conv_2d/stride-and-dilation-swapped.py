"""Stride and dilation have changed places: the stride moves the window, the dilation spreads the kernel."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=dilation, padding=padding, dilation=stride)
