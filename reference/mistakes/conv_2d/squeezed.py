"""Axes of length 1 are dropped from the result; it should always be (B, Co, Ho, Wo)."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation).squeeze()
