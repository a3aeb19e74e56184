"""The kernel is turned over along all of its axes, channels too; it should stay as it is."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.flip(0, 1, 2, 3), stride=stride, padding=padding, dilation=dilation)
