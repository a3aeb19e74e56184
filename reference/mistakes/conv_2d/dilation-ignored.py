"""The dilation is not used: the kernel's entries should be so far apart."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding)
