"""The dilation is used down the rows only; across the columns the entries should be as far apart."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=(dilation, 1))
