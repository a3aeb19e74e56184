"""The kernel's input channels are in the opposite order, as flt.flip() over all axes makes them."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.flip(1), stride=stride, padding=padding, dilation=dilation)
