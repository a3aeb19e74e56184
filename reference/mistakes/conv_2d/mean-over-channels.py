"""The input channels are averaged; they should be added up."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation) / flt.shape[1]
