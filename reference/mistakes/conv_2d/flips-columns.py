"""The kernel is mirrored from left to right: deep learning slides the kernel as it is."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.flip(3), stride=stride, padding=padding, dilation=dilation)
