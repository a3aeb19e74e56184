"""The function gives nothing back (None): the line with return is missing."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    print(F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation).shape)
    return None
