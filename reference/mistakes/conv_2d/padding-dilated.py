"""The padding is multiplied by the dilation; dilation spreads the kernel only."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    framed = F.pad(x, [padding * dilation] * 4)
    return F.conv2d(framed, flt, stride=stride, dilation=dilation)
