"""The image is turned by 180°; neither image nor kernel should be."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x.flip(2, 3), flt, stride=stride, padding=padding, dilation=dilation)
