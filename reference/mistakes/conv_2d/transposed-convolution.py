"""This is a transposed convolution (it spreads each entry over a window and makes the image larger); asked is a plain
one."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv_transpose2d(x, flt.transpose(0, 1), stride=stride, padding=padding, dilation=dilation)
