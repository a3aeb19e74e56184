"""The dilation is used across the columns only; down the rows the entries should be as far apart."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=(1, dilation))
