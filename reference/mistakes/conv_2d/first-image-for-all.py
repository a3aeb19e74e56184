"""All images of a batch get the result of the first one."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x[:1], flt, stride=stride, padding=padding, dilation=dilation).repeat(len(x), 1, 1, 1)
