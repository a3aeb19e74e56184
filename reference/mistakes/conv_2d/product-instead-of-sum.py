"""The window is multiplied by the sum of the kernel; each entry has to meet its own tap."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.sum((2, 3), keepdim=True).expand_as(flt).clone(), stride=stride, padding=padding, dilation=dilation)
