"""The kernel's rows and columns have changed places."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.transpose(2, 3), stride=stride, padding=padding, dilation=dilation)
