"""All output channels are made with the first kernel; each has its own."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt[:1].expand_as(flt), stride=stride, padding=padding, dilation=dilation)
