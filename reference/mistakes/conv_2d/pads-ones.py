"""The frame is made of ones; it should be zeros."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    framed = F.pad(x, (padding, padding, padding, padding), value=1.0)
    return F.conv2d(framed, flt, stride=stride, dilation=dilation)
