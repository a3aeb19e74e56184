"""Zeros are added above and below only; they belong on the left and on the right too."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=(padding, 0), dilation=dilation)
