"""The padding is shared between the two sides; so many entries belong on each side."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    framed = F.pad(x, (padding // 2, padding - padding // 2, padding // 2, padding - padding // 2))
    return F.conv2d(framed, flt, stride=stride, dilation=dilation)
