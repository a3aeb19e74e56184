"""The result is the first image's first channel alone; it should be (B, Co, Ho, Wo)."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)[0, 0]
