"""Results are cut to the range from 0 to 255; a convolution may give any number."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation).clamp(0, 255)
