"""Windows that stick out below and on the right are counted too; round the number of positions down."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    framed = F.pad(x, (padding, padding + stride - 1, padding, padding + stride - 1))
    return F.conv2d(framed, flt, stride=stride, dilation=dilation)
